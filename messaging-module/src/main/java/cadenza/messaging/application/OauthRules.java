package cadenza.messaging.application;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.SenderAccountPlan;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** What a grant must be, and what cannot stand beside it. */
final class OauthRules {
  private OauthRules() {}

  static void check(SenderAccountPlan plan) {
    var oauth = plan.oauth();
    if (oauth == null) {
      return;
    }
    checkEndpoint(oauth.tokenUrl());
    SenderAccountRules.checkSecret("/oauth/client_id", oauth.clientId(), 500);
    SenderAccountRules.checkSecret("/oauth/client_secret", oauth.clientSecret(), 1000);
    SenderAccountRules.checkSecret("/oauth/refresh_token", oauth.refreshToken(), 8000);
    SenderAccountRules.checkSecret("/oauth/scope", oauth.scope(), 1000);
    checkServer("/smtp", plan.smtp());
    checkServer("/imap", plan.imap());
  }

  /** What was opened by tokens has no password; without both nobody could log in. */
  static void requirePasswords(SenderAccountPlan plan) {
    requirePassword("/smtp", plan.smtp());
    requirePassword("/imap", plan.imap());
  }

  private static void requirePassword(String pointer, @Nullable MailServerSettings server) {
    if (server != null && server.username() != null && server.password() == null) {
      throw new InvalidField(
          pointer + "/password", "required", "Without oauth this server needs a password.");
    }
  }

  private static void checkEndpoint(String url) {
    if (url.isEmpty()) {
      throw new InvalidField(
          "/oauth/token_url", "required", "Only for some providers it is known by itself.");
    }
    if (url.length() > 1000 || !isEndpoint(url)) {
      throw new InvalidField("/oauth/token_url", "This is not the address of a token endpoint.");
    }
  }

  /** RFC 6749, 3.2: no fragment; and nothing that names a user. */
  private static boolean isEndpoint(String url) {
    try {
      var address = new URI(url);
      boolean spoken = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return spoken
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getFragment() == null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static void checkServer(String pointer, @Nullable MailServerSettings server) {
    if (server == null) {
      return;
    }
    if (server.password() != null) {
      throw new InvalidField(
          pointer + "/password", "A mailbox is opened by a password or by oauth, not by both.");
    }
    if (server.username() == null) {
      throw new InvalidField(
          pointer + "/username", "required", "An access token is said with the mailbox's name.");
    }
  }
}
