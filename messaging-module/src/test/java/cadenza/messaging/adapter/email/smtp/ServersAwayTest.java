package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.AccountNews;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A server that is away is asked by one mailbox at a time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServersAwayTest extends SmtpStage {
  @Test
  void a_server_that_is_lost_is_left_alone_for_a_while_by_all_its_mailboxes() {
    var servers = new ServersAway();
    var later = NOW;
    var first = servers.lost("mx:25", later);
    assertThat(first).isEqualTo(NOW.plusSeconds(15));
    assertThat(servers.lost("mx:25", later.plusSeconds(1))).isEqualTo(first);
    assertThat(servers.later("mx:25", later.plusSeconds(1))).isEmpty();

    assertThat(servers.lost("mx:25", first)).isEqualTo(first.plusSeconds(30));
    assertThat(servers.later("mx:25", first)).contains(first.plusSeconds(30));

    assertThat(servers.later("mx:25", first.plusSeconds(30))).as("one asks").isEmpty();
    assertThat(servers.later("mx:25", first.plusSeconds(30))).as("only one").isPresent();
    assertThat(servers.later("other:25", first)).isEmpty();
    for (int i = 0; i < 10; i++) {
      later = servers.lost("mx:25", later.plusSeconds(600));
    }
    assertThat(servers.lost("mx:25", later)).isEqualTo(later.plusSeconds(300));
    servers.answered("mx:25");
    assertThat(servers.later("mx:25", later)).isEmpty();
  }

  @Test
  void a_mailbox_does_not_even_connect_to_a_server_that_others_found_away() {
    var servers = new ServersAway();
    servers.lost("mx:25", NOW.minusSeconds(60));
    servers.lost("mx:25", NOW);
    var patient = new PatientWire(wire, "mx:25", servers, new Noon());

    var attempt = patient.send(message("bo@example.com"), () -> true);

    assertThat(attempt.news())
        .isEqualTo(new AccountNews.Resting(NOW.plusSeconds(30), "The server is away."));
    assertThat(server.connections).hasValue(0);
  }
}
