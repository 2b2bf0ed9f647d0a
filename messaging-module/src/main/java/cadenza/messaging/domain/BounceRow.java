package cadenza.messaging.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of what a report said about one recipient.
 *
 * @param position among the recipients of the report, from 0
 * @param bounced our message, where the report is about one
 */
public record BounceRow(int position, Bounce said, @Nullable WrittenTo bounced) {
  /** A report may keep who it is about to itself, and who is erased is named no more. */
  public boolean namesSomebody() {
    return !said.recipient().isEmpty();
  }

  @Nullable UUID bouncedId() {
    return bounced == null ? null : bounced.messageId();
  }

  @Nullable String bouncedAddress() {
    return bounced == null ? null : bounced.address();
  }
}
