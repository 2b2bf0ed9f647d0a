package cadenza.sequences.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for who enrolls a contact: a sequence or steps of its own, a contact or an
 * address, exactly one of each.
 *
 * @param boundInbox the one sender account the caller may use, or null
 * @param senderAccountId what to send from; null for the sequence's, or the source's
 * @param ownPlan the steps that belong to this contact alone
 * @param stepsPointer where the steps stand in the request, for errors
 * @param exitOnReply null for what the sequence says
 */
public record NewEnrollment(
    UUID workspaceId,
    @Nullable UUID boundInbox,
    @Nullable UUID senderAccountId,
    @Nullable UUID sequenceId,
    @Nullable SequencePlan ownPlan,
    String stepsPointer,
    @Nullable UUID contactId,
    @Nullable String address,
    @Nullable Boolean exitOnReply,
    @Nullable EnrollmentSource source) {}
