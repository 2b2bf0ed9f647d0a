package cadenza.access.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One test clock.
 *
 * @param workspaceId the test workspace that lives by it
 * @param now where it stands
 * @param target where it runs to, null while it is ready
 */
public record TestClockCard(
    UUID id, UUID workspaceId, TestClockState state, Instant now, @Nullable Instant target) {}
