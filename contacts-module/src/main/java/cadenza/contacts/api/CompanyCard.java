package cadenza.contacts.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A company, known by its domain.
 *
 * @param name as its first contact said it, or as somebody corrected it; null when nobody said one
 */
public record CompanyCard(
    UUID id,
    UUID workspaceId,
    String domain,
    @Nullable String name,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
