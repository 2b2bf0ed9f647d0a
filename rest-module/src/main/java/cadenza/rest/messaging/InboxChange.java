package cadenza.rest.messaging;

import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.OauthSettings;
import cadenza.messaging.api.RampUp;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccountPlan;
import cadenza.messaging.api.SenderAccounts.MailServers;
import cadenza.rest.json.BodyTypes;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch: what is absent stays, null takes away, a password is kept unless a new one comes.
 */
final class InboxChange {
  private final JsonObject patch;

  InboxChange(JsonObject patch) {
    BodyTypes.check(patch, InboxPatch.class);
    this.patch = patch;
  }

  SenderAccountPlan of(SenderAccountCard card, MailServers servers) {
    return new SenderAccountPlan(
        text("address", card.address()),
        text("display_name", card.displayName()),
        textOrNull(patch, "provider", card.provider()),
        server("smtp", servers.smtp()),
        server("imap", servers.imap()),
        oauth(servers.oauth()),
        limit("daily_limit", card.dailyLimit()),
        limit("hourly_limit", card.hourlyLimit()),
        patch.containsKey("minimum_gap")
            ? Gap.millis(textOrNull(patch, "minimum_gap", null))
            : card.minimumGapMillis(),
        rampUp(card.rampUp()),
        patch.containsKey("verp") ? patch.get("verp") == JsonValue.TRUE : card.verp());
  }

  private String text(String name, String now) {
    var text = textOrNull(patch, name, now);
    return text == null ? "" : text.strip();
  }

  private static @Nullable String textOrNull(JsonObject from, String name, @Nullable String now) {
    var value = from.get(name);
    if (value == null) {
      return now;
    }
    return value == JsonValue.NULL ? null : ((JsonString) value).getString();
  }

  private @Nullable Integer limit(String name, @Nullable Integer now) {
    return numberOrNull(patch, name, now);
  }

  private static @Nullable Integer numberOrNull(
      JsonObject from, String name, @Nullable Integer now) {
    var value = from.get(name);
    if (value == null) {
      return now;
    }
    if (value == JsonValue.NULL) {
      return null;
    }
    return ((JsonNumber) value).intValueExact();
  }

  private @Nullable RampUp rampUp(@Nullable RampUp now) {
    var value = patch.get("ramp_up");
    if (value == null) {
      return now;
    }
    if (value == JsonValue.NULL) {
      return null;
    }
    var changed = value.asJsonObject();
    return new RampUpBody(
            numberOrNull(changed, "start", now == null ? null : now.start()),
            numberOrNull(changed, "increase", now == null ? null : now.increase()),
            numberOrNull(changed, "every_days", now == null ? null : now.everyDays()))
        .rampUp();
  }

  private @Nullable OauthSettings oauth(@Nullable OauthSettings now) {
    var value = patch.get("oauth");
    if (value == null) {
      return now;
    }
    if (value == JsonValue.NULL) {
      return null;
    }
    var changed = value.asJsonObject();
    var tokenUrl = textOrNull(changed, "token_url", now == null ? null : now.tokenUrl());
    var clientId = textOrNull(changed, "client_id", now == null ? null : now.clientId());
    return new OauthSettings(
        tokenUrl == null ? "" : tokenUrl.strip(),
        clientId == null ? "" : clientId,
        textOrNull(changed, "client_secret", null),
        changed.get("client_secret") == JsonValue.NULL,
        textOrNull(changed, "scope", now == null ? null : now.scope()),
        textOrNull(changed, "refresh_token", null));
  }

  private @Nullable MailServerSettings server(String name, @Nullable MailServerSettings now) {
    var value = patch.get(name);
    if (value == null) {
      return now;
    }
    if (value == JsonValue.NULL) {
      return null;
    }
    var changed = value.asJsonObject();
    var host = textOrNull(changed, "host", now == null ? null : now.host());
    var port = numberOrNull(changed, "port", now == null ? null : now.port());
    var security = textOrNull(changed, "security", now == null ? "starttls" : now.security());
    return new MailServerSettings(
        host == null ? "" : host,
        port == null ? 0 : port,
        security == null ? "starttls" : security,
        textOrNull(changed, "username", now == null ? null : now.username()),
        textOrNull(changed, "password", null));
  }
}
