package cadenza.rest.messaging;

import cadenza.messaging.api.MailServerSettings;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a mailbox is reached by SMTP or IMAP; the password is written and never read. */
@Schema(name = "MailServer")
public record MailServerBody(
    @Schema(description = "absent: the provider's, where one is named") @Nullable String host,
    @Schema(description = "absent: the provider's, where one is named") @Nullable Integer port,
    @Schema(description = "none, starttls or tls; absent: the provider's, or starttls")
        @Nullable String security,
    @Schema(description = "absent: the address, where a provider is named")
        @Nullable String username,
    @Nullable String password) {

  MailServerSettings settings() {
    return new MailServerSettings(
        host == null ? "" : host,
        port == null ? 0 : port,
        security == null ? "" : security,
        username,
        password);
  }

  static @Nullable MailServerBody of(@Nullable MailServerSettings server) {
    return server == null
        ? null
        : new MailServerBody(
            server.host(), server.port(), server.security(), server.username(), null);
  }
}
