package cadenza.rest.approvals;

import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What shall be done instead. */
@Schema(name = "ApprovalChange")
public record ApprovalChange(
    @Schema(
            type = SchemaType.OBJECT,
            description = "The whole body of the request; errors point into it")
        @NotNull
        @Nullable JsonObject request) {}
