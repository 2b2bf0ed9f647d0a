package cadenza.rest.messaging;

import cadenza.messaging.api.MailServerSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a mailbox is reached by SMTP or IMAP; the password is written and never read. */
@Schema(name = "MailServer")
public record MailServerBody(
    @NotBlank @Nullable String host,
    @NotNull @Nullable Integer port,
    @Schema(description = "none, starttls or tls", defaultValue = "starttls")
        @Nullable String security,
    @Nullable String username,
    @Nullable String password) {

  MailServerSettings settings() {
    return new MailServerSettings(
        host == null ? "" : host,
        port == null ? 0 : port,
        security == null ? "starttls" : security,
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
