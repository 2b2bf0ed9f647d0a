package cadenza.messaging.api;

import java.util.UUID;

/**
 * What a workspace has decided about all of its mail.
 *
 * @param version 0 before anything was decided
 */
public record MailSettingsCard(UUID workspaceId, MailSettingsPlan plan, long version) {}
