package cadenza.contacts.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of contacts and how far it has come.
 *
 * @param state RECEIVING, WAITING, RUNNING, DONE, FAILED, REVERTING or REVERTED
 * @param columns what each column of the file is taken for; empty for one that is passed over
 * @param rows of data in the file
 * @param duplicate rows whose address an earlier row of the file has
 * @param reverted contacts that are as they were before
 * @param kept contacts that were changed since or are needed, and so left alone by the way back
 * @param failure why it ended before its end, as a stable code; null otherwise
 */
public record ImportCard(
    UUID id,
    UUID workspaceId,
    String state,
    boolean dryRun,
    List<String> columns,
    @Nullable UUID labelId,
    long rows,
    long processed,
    long created,
    long updated,
    long unchanged,
    long duplicate,
    long invalid,
    long reverted,
    long kept,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}
