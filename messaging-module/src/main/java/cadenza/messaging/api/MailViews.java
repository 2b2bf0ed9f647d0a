package cadenza.messaging.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Signed addresses under which anybody who has one can read one message for a while. */
public interface MailViews {
  /**
   * @param until to the second
   * @return empty where the installation has no public address
   */
  Optional<String> linkOf(UUID messageId, Instant until);
}
