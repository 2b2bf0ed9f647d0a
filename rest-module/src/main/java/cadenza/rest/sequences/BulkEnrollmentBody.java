package cadenza.rest.sequences;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Many contacts to be enrolled into one saved sequence.
 *
 * @param inboxId what to send from; the sequence's if absent
 * @param exitOnReply wins over the sequence's
 * @param dryRun tells what would happen and writes nothing
 */
@Schema(name = "BulkEnrollment")
public record BulkEnrollmentBody(
    @NotNull @Nullable String sequenceId,
    @Nullable String inboxId,
    @Nullable Boolean exitOnReply,
    @Schema(
            enumeration = {"skip", "replace", "allow"},
            description =
                "What becomes of a contact that is on its way in another sequence. skip (if"
                    + " absent): it goes on there, outcome conflict. replace: it ends there as"
                    + " REMOVED, what is queued is withdrawn, and it is enrolled; conflict where"
                    + " the token may not use that sequence's inbox. allow: it goes on there and"
                    + " is enrolled as well, up to a limit. In this sequence a contact is at most"
                    + " once at a time: already_in, whatever is chosen, so a repeat sends nothing"
                    + " twice.")
        @Nullable String collision,
    @Nullable Boolean dryRun,
    @Schema(description = "All contacts that carry this label, as a job; instead of recipients")
        @Size(max = 100)
        @Nullable String labelId,
    @Schema(description = "All contacts that meet it, as a job; instead of recipients") @Valid
        @Nullable FilterBody filter,
    @Valid @Size(min = 1, max = 10_000) @Nullable List<@NotNull BulkRecipientBody> recipients) {
  /**
   * Which contacts; all that is said must hold, and an empty filter is every contact.
   *
   * @param domain of the company
   */
  @Schema(name = "BulkFilter")
  public record FilterBody(
      @Size(max = 100) @Nullable String labelId, @Size(max = 253) @Nullable String domain) {}

  /**
   * One contact, by exactly one of its id and its address. A contact is made for an address that
   * nobody holds.
   *
   * @param fullName of a contact that is made; the address if absent
   */
  @Schema(name = "BulkRecipient")
  public record BulkRecipientBody(
      @Size(max = 100) @Nullable String contactId,
      @Size(max = 300) @Nullable String email,
      @Size(max = 300) @Nullable String fullName) {}
}
