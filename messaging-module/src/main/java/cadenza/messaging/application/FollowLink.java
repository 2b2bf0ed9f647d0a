package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.application.TrackingTokens.Click;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MailLinks;
import cadenza.messaging.domain.TrackedMessages;
import jakarta.inject.Inject;
import java.util.Optional;

/** For whoever follows a link of a mail: the token is all that he brings. */
@EngineWork
@UseCase
public class FollowLink {
  @Inject TrackedMessages messages;
  @Inject TrackingTokens tokens;

  /**
   * Where it leads, as a Location field carries it; empty where it leads nowhere: the message is
   * gone, the link was not in it, or it was made for another host than the one that was asked,
   * which is another workspace's.
   */
  public Optional<String> of(Click click, String host) {
    return messages
        .htmlOf(click.messageId(), tokens.unproven(host, click.madeFor()))
        .flatMap(
            html ->
                MailLinks.in(html).all().stream()
                    .map(MailLinks.Link::target)
                    .filter(click::leadsTo)
                    .findFirst())
        .map(LinkTarget::location);
  }
}
