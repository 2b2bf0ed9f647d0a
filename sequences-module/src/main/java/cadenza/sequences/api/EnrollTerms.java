package cadenza.sequences.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What many contacts have in common who are enrolled together, into a saved sequence.
 *
 * @param boundInbox the one sender account the caller may use, or null
 * @param senderAccountId what to send from; null for the sequence's
 * @param exitOnReply null for what the sequence says
 * @param dryRun tells what would happen and writes nothing
 */
public record EnrollTerms(
    UUID workspaceId,
    @Nullable UUID boundInbox,
    UUID sequenceId,
    @Nullable UUID senderAccountId,
    @Nullable Boolean exitOnReply,
    Collision collision,
    boolean dryRun) {}
