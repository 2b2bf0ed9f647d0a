package cadenza.rest.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The request for a user. */
@Schema(name = "NewUser")
public record NewUserBody(
    @NotBlank @Size(max = 200) @Nullable String name,
    @NotNull @Size(max = 254) @Nullable String email,
    @Schema(description = "admin, member or viewer; member if absent") @Size(max = 20)
        @Nullable String role,
    @Schema(description = "12 to 200 characters; without one he cannot log in yet")
        @Size(min = 12, max = 200)
        @Nullable String password) {}
