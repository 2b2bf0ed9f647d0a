package cadenza.rest.sequences;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param start where the clock stands first; the present if absent
 */
public record NewTestClockBody(@Nullable String name, @Nullable Instant start) {}
