package cadenza.rest.access;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What shall change in a user; what is absent stays. */
@Schema(name = "UserChange")
public record UserChange(
    @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*") @Size(max = 200) @Nullable String name,
    @Schema(description = "admin, member or viewer") @Size(max = 20) @Nullable String role,
    @Schema(description = "12 to 200 characters; ends the sessions and tokens of the old one")
        @Size(min = 12, max = 200)
        @Nullable String password) {}
