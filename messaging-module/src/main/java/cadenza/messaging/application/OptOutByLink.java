package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.OptOutWay;
import cadenza.messaging.domain.OutgoingMessages;
import jakarta.inject.Inject;

/** For somebody who has no account here and needs none: the token is all that he brings. */
@EngineWork
@UseCase
public class OptOutByLink {
  @Inject OptOutTokens tokens;
  @Inject OutgoingMessages messages;
  @Inject OptOut optOut;

  /**
   * @return false for a token that is not ours, or whose message is gone: both look the same
   */
  public boolean use(String token) {
    var recipient = tokens.messageOf(token).flatMap(messages::writtenTo);
    recipient.ifPresent(one -> optOut.of(one, OptOutWay.LINK));
    return recipient.isPresent();
  }
}
