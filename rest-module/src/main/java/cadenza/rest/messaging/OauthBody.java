package cadenza.rest.messaging;

import cadenza.messaging.api.OauthSettings;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the access tokens of a mailbox are got; both secrets are written and never read. */
@Schema(name = "Oauth")
public record OauthBody(
    @Schema(description = "the issuer's token endpoint; absent: the provider's")
        @Nullable String tokenUrl,
    @Nullable String clientId,
    @Schema(description = "absent for a public client") @Nullable String clientSecret,
    @Schema(description = "absent: the provider's, or none") @Nullable String scope,
    @Schema(description = "what the mailbox's owner granted this client")
        @Nullable String refreshToken) {

  OauthSettings settings() {
    return new OauthSettings(
        tokenUrl == null ? "" : tokenUrl.strip(),
        clientId == null ? "" : clientId,
        clientSecret,
        scope,
        refreshToken);
  }

  static @Nullable OauthBody of(@Nullable OauthSettings settings) {
    return settings == null
        ? null
        : new OauthBody(settings.tokenUrl(), settings.clientId(), null, settings.scope(), null);
  }
}
