package cadenza.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The HTTP interface; resources and providers are found by their annotations. */
@ApplicationPath("/v1")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Cadenza",
            version = "", // the build's, by microprofile-config.properties
            description =
                "Multichannel follow-up sequences: who is written to, when, and what stops it."
                    + " Every address works with and without a slash at its end.",
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
    security = @SecurityRequirement(name = CadenzaApi.TOKEN),
    components =
        @Components(
            parameters =
                @Parameter(
                    name = "Idempotency-Key",
                    in = ParameterIn.HEADER,
                    description =
                        "1 to 255 printable ASCII characters. The request happens once for each"
                            + " key in 24 hours; a repeat gets the first one's answer.",
                    schema = @Schema(type = SchemaType.STRING, maxLength = 255))))
@SecurityScheme(
    securitySchemeName = CadenzaApi.TOKEN,
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "A token of POST /v1/tokens, with the scopes that the operation needs")
@SecurityScheme(
    securitySchemeName = CadenzaApi.API_KEY,
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    apiKeyName = "X-API-Key",
    description = "The same token, as Reply.io's callers bring it to its addresses")
public class CadenzaApi extends Application {
  /** The scheme of the interface's document. */
  public static final String TOKEN = "token";

  /** How Reply.io's callers bring a token. */
  public static final String API_KEY = "api_key";
}
