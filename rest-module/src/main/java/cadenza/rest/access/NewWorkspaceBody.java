package cadenza.rest.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The request for a workspace.
 *
 * @param zone IANA time zone; UTC if absent
 */
@Schema(name = "NewWorkspace")
public record NewWorkspaceBody(
    @Schema(examples = "Northwind")
        @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "\\P{Cc}*", message = "must have no control characters")
        @Nullable String name,
    @Schema(description = "IANA time zone; UTC if absent", examples = "Europe/Berlin")
        @Size(max = 60)
        @Nullable String zone) {}
