package cadenza.rest.sequences;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param start where the clock stands first; the present if absent
 */
@Schema(name = "NewTestClock")
public record NewTestClockBody(
    @Size(max = 200) @Pattern(regexp = "\\P{Cc}*", message = "must have no control characters")
        @Nullable String name,
    @Nullable Instant start) {}
