package cadenza.access.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person, as the workspace sees him.
 *
 * @param email in lower case, unique in the workspace; null for one who cannot log in
 */
public record UserCard(
    UUID id,
    String name,
    @Nullable String email,
    Role role,
    boolean hasPassword,
    Instant createdAt,
    long version) {}
