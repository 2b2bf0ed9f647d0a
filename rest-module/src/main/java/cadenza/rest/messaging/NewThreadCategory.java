package cadenza.rest.messaging;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A category that shall be.
 *
 * @param key a word of a-z, 0-9 and _ that begins with a letter; it never changes
 * @param title as people read it; there once in a workspace
 */
@Schema(name = "NewThreadCategory")
public record NewThreadCategory(
    @NotBlank @Size(max = 60) @Nullable String key,
    @NotBlank @Size(max = 100) @Nullable String title) {}
