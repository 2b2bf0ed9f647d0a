package cadenza.sequences.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about enrollments that other modules ask. */
public interface EnrollmentBook {
  /** One line of a contact's {@code active_sequences} (contract of gent.mx). */
  record ActiveSequence(
      UUID enrollmentId,
      UUID sequenceId,
      UUID senderAccountId,
      int currentEmail,
      int totalEmails,
      @Nullable Instant nextEmailAt,
      String status) {}

  List<ActiveSequence> activeOf(UUID workspaceId, UUID contactId);
}
