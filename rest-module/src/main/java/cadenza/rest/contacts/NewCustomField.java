package cadenza.rest.contacts;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A custom field that shall be.
 *
 * @param key a word of a-z, 0-9 and _ that begins with a letter; it never changes
 * @param title as people read it; there once in a workspace
 * @param type {@code text}, {@code number}, {@code boolean} or {@code date}; text if absent
 */
@Schema(name = "NewCustomField")
public record NewCustomField(
    @NotBlank @Size(max = 60) @Nullable String key,
    @NotBlank @Size(max = 100) @Nullable String title,
    @Size(max = 20) @Nullable String type) {}
