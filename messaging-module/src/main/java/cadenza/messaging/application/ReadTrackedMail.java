package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.TrackedMessages;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the HTML of a mail whose link somebody follows: the token is all that he brings. */
@EngineWork
@UseCase
public class ReadTrackedMail {
  @Inject TrackedMessages messages;

  /** As {@link TrackedMessages#htmlOf}. */
  public Optional<String> htmlOf(UUID messageId, @Nullable String domain) {
    return messages.htmlOf(messageId, domain);
  }
}
