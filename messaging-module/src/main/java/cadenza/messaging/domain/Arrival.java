package cadenza.messaging.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * Where and when a mail was found.
 *
 * @param receivedAt when the mail server took it
 * @param history whether it was there before the account was connected
 * @param sentMailToo whether the folder shows what the account sends, as All Mail does
 */
public record Arrival(
    UUID workspaceId,
    UUID senderAccountId,
    String ownAddress,
    String folder,
    long uidValidity,
    long uid,
    Instant receivedAt,
    boolean history,
    boolean sentMailToo) {}
