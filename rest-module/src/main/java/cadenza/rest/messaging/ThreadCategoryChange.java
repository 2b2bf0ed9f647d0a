package cadenza.rest.messaging;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a category is called. */
@Schema(name = "ThreadCategoryChange")
public record ThreadCategoryChange(@NotBlank @Size(max = 100) @Nullable String title) {}
