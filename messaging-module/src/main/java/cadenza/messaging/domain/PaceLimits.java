package cadenza.messaging.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The limits of a workspace that has any; null for none of that kind. */
public record PaceLimits(
    UUID workspaceId,
    @Nullable Integer daily,
    @Nullable Integer recipientDaily,
    @Nullable Integer recipientHourly) {
  public boolean hasRecipientLimits() {
    return recipientDaily != null || recipientHourly != null;
  }
}
