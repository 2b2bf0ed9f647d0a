package cadenza.webhooks.domain;

import java.util.UUID;

/** Something of a workspace that is worked on in transactions of its own. */
public record Turn(UUID workspaceId, UUID id) {}
