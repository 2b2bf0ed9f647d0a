package cadenza.rest.messaging;

import cadenza.messaging.api.MailSettingsPlan;
import cadenza.rest.json.BodyTypes;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A merge patch: what is absent stays, null takes a limit or the domain away. */
final class MailSettingsChange {
  private final JsonObject patch;

  MailSettingsChange(JsonObject patch) {
    BodyTypes.check(patch, MailSettingsPatch.class);
    this.patch = patch;
  }

  MailSettingsPlan of(MailSettingsPlan now) {
    return new MailSettingsPlan(
        flag("list_unsubscribe", now.listUnsubscribe()),
        limit("daily_limit", now.dailyLimit()),
        limit("recipient_domain_daily_limit", now.recipientDomainDailyLimit()),
        limit("recipient_domain_hourly_limit", now.recipientDomainHourlyLimit()),
        flag("track_opens", now.trackOpens()),
        flag("track_clicks", now.trackClicks()),
        domain(now.trackingDomain()),
        countries(now.untrackedCountries()));
  }

  private boolean flag(String name, boolean now) {
    var value = patch.get(name);
    return value == null || value == JsonValue.NULL ? now : value == JsonValue.TRUE;
  }

  private @Nullable String domain(@Nullable String now) {
    var value = patch.get("tracking_domain");
    if (value == null) {
      return now;
    }
    return value == JsonValue.NULL
        ? null
        : ((JsonString) value).getString().strip().toLowerCase(Locale.ROOT);
  }

  private List<String> countries(List<String> now) {
    var value = patch.get("untracked_countries");
    if (value == null) {
      return now;
    }
    return value == JsonValue.NULL
        ? List.of()
        : value.asJsonArray().stream()
            .map(one -> one instanceof JsonString code ? code.getString() : "")
            .toList();
  }

  private @Nullable Integer limit(String name, @Nullable Integer now) {
    var value = patch.get(name);
    if (value == null) {
      return now;
    }
    return value == JsonValue.NULL ? null : ((JsonNumber) value).intValueExact();
  }
}
