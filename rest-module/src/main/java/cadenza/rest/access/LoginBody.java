package cadenza.rest.access;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a person proves himself by. */
@Schema(name = "Login")
public record LoginBody(
    @NotNull @Size(max = 254) @Nullable String email,
    @NotNull @Size(max = 200) @Nullable String password,
    @Schema(description = "Where the address is somebody's in several workspaces") @Size(max = 100)
        @Nullable String workspaceId) {}
