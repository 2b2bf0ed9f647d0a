package cadenza.messaging.application;

import cadenza.messaging.application.TrackingTokens.Click;
import cadenza.messaging.application.TrackingTokens.Open;
import cadenza.messaging.domain.HitKind;
import cadenza.messaging.domain.SeenAs;
import cadenza.messaging.domain.UserAgents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody opens a mail or follows a link: remembered at once, and counted a little later. */
@ApplicationScoped
public class NoteHit {
  private static final int LONGEST_HOST = 253;

  @Inject Hits hits;
  @Inject TrackingTokens tokens;
  @Inject HitClock clock;
  @Inject ScannerAddresses scanners;

  /**
   * How it was asked for; nothing of it is kept but what it tells of machines.
   *
   * @param head whether only for what stands above an answer
   * @param address whoever asked, as far as the server knows
   */
  public record Asked(String host, boolean head, @Nullable String userAgent, String address) {}

  public void opened(Open open, Asked asked) {
    note(open.messageId(), HitKind.OPEN, "", open.madeFor(), asked);
  }

  public void clicked(Click click, Asked asked) {
    note(
        click.messageId(),
        click.isTrap() ? HitKind.TRAP : HitKind.CLICK,
        HexFormat.of().formatHex(click.digest()),
        click.madeFor(),
        asked);
  }

  private void note(UUID messageId, HitKind kind, String link, byte[] madeFor, Asked asked) {
    if (asked.host().length() <= LONGEST_HOST) {
      var domain = tokens.unproven(asked.host(), madeFor);
      hits.note(messageId, kind, link, seenAs(asked), domain, clock.now());
    }
  }

  private SeenAs seenAs(Asked asked) {
    if (asked.head()) {
      return SeenAs.HEAD;
    }
    var byName = UserAgents.judge(asked.userAgent());
    return byName == SeenAs.PERSON && scanners.include(asked.address()) ? SeenAs.SCANNER : byName;
  }
}
