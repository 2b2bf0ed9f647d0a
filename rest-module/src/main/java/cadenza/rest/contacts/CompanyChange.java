package cadenza.rest.contacts;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a company is called.
 *
 * @param name empty text clears it
 */
@Schema(name = "CompanyChange")
public record CompanyChange(@NotNull @Size(max = 300) @Nullable String name) {}
