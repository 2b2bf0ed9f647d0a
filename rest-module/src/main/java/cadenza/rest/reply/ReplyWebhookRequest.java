package cadenza.rest.reply;

import cadenza.webhooks.application.EndpointPlan;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a subscription.
 *
 * @param eventType one
 * @param scope {@code Personal} or {@code Team}, in whatever case
 * @param enabled when it is opened only
 */
@Schema(name = "ReplyIoWebhookRequest")
public record ReplyWebhookRequest(
    @JsonbProperty("eventType") @Nullable String eventType,
    @Nullable String url,
    @Nullable String scope,
    @Nullable Boolean enabled,
    @JsonbProperty("payloadConfig") @Nullable PayloadConfig payloadConfig) {
  static final String FORMAT = "reply";
  private static final int LONGEST_URL = 1_024;

  /** To open one. */
  EndpointPlan plan() {
    return plan(null, FORMAT, enabled);
  }

  /**
   * To replace one.
   *
   * @param scopeBefore stays where none is said
   */
  EndpointPlan replacing(String scopeBefore) {
    return plan(scopeBefore, null, null);
  }

  /** A subscription is to one type; our own word for all of them is none of theirs. */
  private static final String EVERYTHING = "*";

  private EndpointPlan plan(
      @Nullable String otherwise, @Nullable String format, @Nullable Boolean enable) {
    if (EVERYTHING.equals(eventType)) {
      throw ReplyRefusal.of(
          "/eventType", "webHook.invalidEvent", "A subscription is to one event type.");
    }
    return new EndpointPlan(
        required("/url", "webHook.invalidUrl", url),
        List.of(required("/eventType", "webHook.invalidEvent", eventType)),
        format,
        PayloadConfig.options(scope == null ? otherwise : capital(scope), payloadConfig),
        null,
        enable);
  }

  private static String capital(String scope) {
    return scope.isEmpty()
        ? scope
        : scope.substring(0, 1).toUpperCase(Locale.ROOT)
            + scope.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String required(String pointer, String code, @Nullable String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST_URL) {
      throw ReplyRefusal.of(pointer, code, "1 to 1,024 characters are needed.");
    }
    return text;
  }
}
