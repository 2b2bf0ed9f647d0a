package cadenza.contacts.api;

import java.time.Instant;
import java.util.UUID;

/** A label that contacts can carry. */
public record LabelCard(
    UUID id, UUID workspaceId, String name, Instant createdAt, Instant updatedAt, long version) {}
