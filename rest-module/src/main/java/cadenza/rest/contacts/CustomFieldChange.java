package cadenza.rest.contacts;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a custom field is called. */
@Schema(name = "CustomFieldChange")
public record CustomFieldChange(@NotBlank @Size(max = 100) @Nullable String title) {}
