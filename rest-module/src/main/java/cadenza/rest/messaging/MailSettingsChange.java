package cadenza.rest.messaging;

import cadenza.messaging.api.MailSettingsPlan;
import cadenza.rest.json.BodyTypes;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A merge patch: what is absent stays, null takes a limit away. */
final class MailSettingsChange {
  private final JsonObject patch;

  MailSettingsChange(JsonObject patch) {
    BodyTypes.check(patch, MailSettingsPatch.class);
    this.patch = patch;
  }

  MailSettingsPlan of(MailSettingsPlan now) {
    var unsubscribe = patch.get("list_unsubscribe");
    return new MailSettingsPlan(
        unsubscribe == null || unsubscribe == JsonValue.NULL
            ? now.listUnsubscribe()
            : unsubscribe == JsonValue.TRUE,
        limit("daily_limit", now.dailyLimit()),
        limit("recipient_domain_daily_limit", now.recipientDomainDailyLimit()),
        limit("recipient_domain_hourly_limit", now.recipientDomainHourlyLimit()));
  }

  private @Nullable Integer limit(String name, @Nullable Integer now) {
    var value = patch.get(name);
    if (value == null) {
      return now;
    }
    return value == JsonValue.NULL ? null : ((JsonNumber) value).intValueExact();
  }
}
