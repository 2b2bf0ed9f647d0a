package cadenza.messaging.domain;

import cadenza.messaging.api.MessageContent.Copies;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as its sending needs it, read by the statement that begins it.
 *
 * @param optOut whether it must show its recipient a way to get no more
 * @param tracking what it shall tell of when it is read; null: nothing
 * @param withFiles whether there are files to be attached, which are read when it leaves
 * @param attempts how often the provider judged it before
 * @param accountVersion of the sender account; another one means the connection's settings are old
 */
public record BegunMessage(
    UUID id,
    UUID workspaceId,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable UUID contactId,
    UUID threadId,
    int fence,
    int attempts,
    Instant queuedAt,
    Instant begunAt,
    @Nullable Instant notAfter,
    UUID owner,
    String fromAddress,
    String fromName,
    String toAddress,
    String toName,
    String subject,
    @Nullable String text,
    @Nullable String html,
    String rfcMessageId,
    @Nullable String inReplyTo,
    @Nullable String references,
    boolean optOut,
    @Nullable Tracking tracking,
    Copies copies,
    boolean withFiles,
    long minimumGapMillis,
    long accountVersion) {}
