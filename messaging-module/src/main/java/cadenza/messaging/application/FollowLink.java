package cadenza.messaging.application;

import cadenza.messaging.application.TrackingTokens.Click;
import cadenza.messaging.domain.LinkTarget;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.Optional;

/** For whoever follows a link of a mail: the token is all that he brings. */
@Dependent
public class FollowLink {
  private static final int LONGEST_HOST = 253;

  @Inject FollowedMails mails;
  @Inject TrackingTokens tokens;

  /**
   * Where it leads, as a Location field carries it; empty where it leads nowhere: the message is
   * gone, the link was not in it, or it was made for another host than the one that was asked,
   * which is another workspace's.
   *
   * @throws TooManyLookUps at once, or after half a second
   */
  public Optional<String> of(Click click, String host) {
    if (host.length() > LONGEST_HOST) {
      return Optional.empty();
    }
    return mails
        .linksOf(click.messageId(), tokens.unproven(host, click.madeFor()))
        .map(links -> links.get(HexFormat.of().formatHex(click.digest())))
        .map(LinkTarget::location);
  }
}
