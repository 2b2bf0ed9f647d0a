package cadenza.rest.contacts;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which address nobody shall write to, and why.
 *
 * @param reason {@code manual} if absent
 */
@Schema(name = "SuppressionRequest")
public record SuppressionRequest(
    @NotBlank @Size(max = 254) @Nullable String address,
    @Size(max = 200) @Nullable String reason) {}
