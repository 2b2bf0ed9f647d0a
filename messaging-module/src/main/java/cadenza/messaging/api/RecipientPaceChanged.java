package cadenza.messaging.api;

import java.util.UUID;

/** Its limits for recipient domains are others: who waits because of them may ask at once. */
public record RecipientPaceChanged(UUID workspaceId) {}
