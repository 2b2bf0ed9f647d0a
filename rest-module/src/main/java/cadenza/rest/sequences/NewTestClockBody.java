package cadenza.rest.sequences;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param start where the clock stands first; the present if absent
 */
@Schema(name = "NewTestClock")
public record NewTestClockBody(@Nullable String name, @Nullable Instant start) {}
