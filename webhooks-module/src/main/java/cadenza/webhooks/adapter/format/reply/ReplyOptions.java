package cadenza.webhooks.adapter.format.reply;

import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.adapter.format.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription of Reply.io chooses.
 *
 * @param scope {@code Personal} or {@code Team}; both hear of the whole workspace
 * @param on what it wants besides
 */
record ReplyOptions(String scope, Set<Toggle> on) {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String SCOPE = "scope";
  private static final String PERSONAL = "Personal";
  private static final Set<String> SCOPES = Set.of(PERSONAL, "Team");

  /** A key that is absent unless it is wanted. */
  enum Toggle {
    EMAIL_URL("includeEmailUrl"),
    EMAIL_TEXT("includeEmailText"),
    CUSTOM_FIELDS("includeProspectCustomFields");

    private final String key;

    Toggle(String key) {
      this.key = key;
    }
  }

  boolean wants(Toggle toggle) {
    return on.contains(toggle);
  }

  /**
   * @param given as JSON, or null for what is usual
   */
  static ReplyOptions read(@Nullable String given) {
    var options = object(given);
    var on = EnumSet.noneOf(Toggle.class);
    var scope = PERSONAL;
    for (var option : options.entrySet()) {
      if (option.getKey().equals(SCOPE)) {
        scope = scope(option.getValue());
      } else if (isOn(option.getKey(), option.getValue())) {
        on.add(toggle(option.getKey()));
      }
    }
    return new ReplyOptions(scope, on);
  }

  String json() {
    var whole = new LinkedHashMap<String, @Nullable Object>();
    whole.put(SCOPE, scope);
    for (var toggle : Toggle.values()) {
      whole.put(toggle.key, wants(toggle));
    }
    return Json.of(whole);
  }

  private static JsonObject object(@Nullable String given) {
    try (var reader = JSON.createReader(new StringReader(given == null ? "{}" : given))) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException unreadable) {
      throw new InvalidField("/options", "malformed", "The options are an object.");
    }
  }

  private static String scope(JsonValue value) {
    var scope = value instanceof JsonString text ? text.getString() : "";
    if (scope.equals("Organization")) {
      throw new InvalidField(
          "/scope",
          "webHook.organizationScopeNotImplemented",
          "A subscription is Personal or of a Team.");
    }
    if (!SCOPES.contains(scope)) {
      throw new InvalidField("/scope", "webHook.invalidScope", "The scopes are Personal and Team.");
    }
    return scope;
  }

  private static boolean isOn(String key, JsonValue value) {
    if (value.getValueType() == JsonValue.ValueType.TRUE) {
      return true;
    }
    toggle(key);
    if (value.getValueType() != JsonValue.ValueType.FALSE) {
      throw new InvalidField("/options/" + key, "wrong_type", "This is true or false.");
    }
    return false;
  }

  private static Toggle toggle(String key) {
    for (var toggle : Toggle.values()) {
      if (toggle.key.equals(key)) {
        return toggle;
      }
    }
    throw new InvalidField("/options", "unknown_option", "There is no such option.");
  }
}
