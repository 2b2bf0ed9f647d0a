package cadenza.sequences.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a rule shall be.
 *
 * @param trigger LABEL_APPLIED or EMAIL_RECEIVED
 * @param labelId that starts it; only with LABEL_APPLIED, and then always
 * @param toAddress of the inbox that was written to, or null for any
 * @param fromDomain of whoever wrote, or null for any
 */
public record WorkflowPlan(
    String name,
    Trigger trigger,
    @Nullable UUID labelId,
    @Nullable String toAddress,
    @Nullable String fromDomain,
    UUID sequenceId,
    @Nullable UUID senderAccountId,
    @Nullable Boolean exitOnReply,
    Collision collision,
    boolean enabled) {
  /** What a rule waits for. */
  public enum Trigger {
    /** A contact carries a label that it did not carry before. */
    LABEL_APPLIED,
    /** A person wrote to a connected inbox. */
    EMAIL_RECEIVED
  }
}
