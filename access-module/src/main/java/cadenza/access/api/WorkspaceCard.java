package cadenza.access.api;

import java.time.ZoneId;
import java.util.UUID;

/**
 * One tenant.
 *
 * @param test whether it lives by a test clock; fixed for its whole life
 */
public record WorkspaceCard(UUID id, String name, ZoneId zone, boolean test) {}
