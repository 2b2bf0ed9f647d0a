package cadenza.contacts.api;

import java.time.Instant;
import java.util.UUID;

/**
 * What a workspace wants to know of its contacts beyond what every contact has.
 *
 * @param key in lower case; how templates and requests name it
 * @param type {@code TEXT}, {@code NUMBER}, {@code BOOLEAN} or {@code DATE}
 */
public record CustomFieldCard(
    UUID workspaceId,
    String key,
    String title,
    String type,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
