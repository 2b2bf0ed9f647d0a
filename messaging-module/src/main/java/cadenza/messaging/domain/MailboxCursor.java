package cadenza.messaging.domain;

import java.time.Instant;

/**
 * How far a folder has been read.
 *
 * @param uidValidity the numbering that {@code lastUid} belongs to; another one means that nothing
 *     is known about the folder any more
 * @param historyBelow mail with a smaller UID was there before the account was connected
 */
public record MailboxCursor(long uidValidity, long lastUid, long historyBelow, Instant readAt) {}
