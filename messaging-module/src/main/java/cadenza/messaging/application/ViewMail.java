package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.MailTrails;
import jakarta.inject.Inject;
import java.util.Optional;

/** For somebody who was given the address of one message: the token is all that he brings. */
@EngineWork
@UseCase
public class ViewMail {
  @Inject MailViewTokens tokens;
  @Inject MailTrails mails;
  @Inject HarmlessHtml harmlessHtml;

  /**
   * What a browser may show of it, as a whole page.
   *
   * @return empty for a token that is not ours or is over, or whose message is gone
   */
  public Optional<String> page(String token) {
    return tokens
        .messageOf(token)
        .flatMap(mails::wordsOf)
        .map(words -> words.page(harmlessHtml::of));
  }
}
