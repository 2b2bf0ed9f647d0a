package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.Clocks;
import cadenza.messaging.application.ChannelSender.Permit;
import cadenza.messaging.application.ChannelSender.Wire;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * Does not try a server that other mailboxes found away: they would all hold a thread each until it
 * times out.
 */
final class PatientWire implements Wire {
  private final SmtpWire wire;
  private final String server;
  private final ServersAway servers;
  private final Clocks clocks;

  PatientWire(SmtpWire wire, String server, ServersAway servers, Clocks clocks) {
    this.wire = wire;
    this.server = server;
    this.servers = servers;
    this.clocks = clocks;
  }

  @Override
  public Attempt send(BegunMessage message, Permit permit) {
    var later =
        wire.isConnected() ? Optional.<Instant>empty() : servers.later(server, clocks.real());
    if (later.isPresent()) {
      return SmtpVerdict.awayUntil("The server is away.", later.get());
    }
    var attempt = wire.send(message, permit);
    var reason = wire.lostServer();
    if (reason.isPresent()) {
      return SmtpVerdict.awayUntil(reason.get(), servers.lost(server, clocks.real()));
    }
    servers.answered(server);
    return attempt;
  }

  @Override
  public void cutIfHanging() {
    wire.cutIfHanging();
  }

  @Override
  public void close() {
    wire.close();
  }
}
