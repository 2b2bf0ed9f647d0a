package cadenza.messaging.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to be said, an element of {@link SendMessages}.
 *
 * @param messageId derived by the sender of the order, so that a repeat changes nothing
 * @param enrollmentId null, as step and occurrence are, for what somebody writes by himself
 * @param occurrence tells runs of the same step apart; unique with the enrollment and the step
 *     among messages that are not withdrawn
 * @param threadId the conversation to go on with, or null to open one
 * @param dueAt when it should leave; copied and never overwritten
 * @param notAfter the end of the sending window; later the message comes back by {@link
 *     MessagesReturned}; null for no end
 * @param tracking null where nothing may tell of opens and clicks, whatever the workspace wants
 * @param test whether it belongs to a test workspace: captured, never on the wire
 */
public record SendMessage(
    UUID messageId,
    UUID workspaceId,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable Integer occurrence,
    @Nullable UUID contactId,
    String toAddress,
    String toName,
    MessageContent content,
    @Nullable UUID threadId,
    Instant dueAt,
    @Nullable Instant notAfter,
    @Nullable TrackingTerms tracking,
    boolean test) {}
