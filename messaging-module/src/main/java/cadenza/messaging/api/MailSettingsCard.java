package cadenza.messaging.api;

import java.util.UUID;

/**
 * What a workspace has decided about all of its mail.
 *
 * @param listUnsubscribe whether the mails of sequences carry List-Unsubscribe (RFC 8058)
 * @param version 0 before anything was decided
 */
public record MailSettingsCard(UUID workspaceId, boolean listUnsubscribe, long version) {}
