package cadenza.rest.contacts;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a label is called.
 *
 * @param name there once in a workspace, in whatever case
 */
@Schema(name = "LabelRequest")
public record LabelRequest(@NotBlank @Size(max = 100) @Nullable String name) {}
