package cadenza.rest.reply;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a subscription is told besides; absent is false. */
@Schema(name = "ReplyIoPayloadConfig")
public record PayloadConfig(
    @JsonbProperty("includeEmailUrl") @Nullable Boolean includeEmailUrl,
    @JsonbProperty("includeEmailText") @Nullable Boolean includeEmailText,
    @JsonbProperty("includeProspectCustomFields") @Nullable Boolean includeProspectCustomFields) {
  static final String SCOPE = "scope";
  private static final String URL = "includeEmailUrl";
  private static final String TEXT = "includeEmailText";
  private static final String FIELDS = "includeProspectCustomFields";
  private static final PayloadConfig NOTHING = new PayloadConfig(false, false, false);

  static PayloadConfig of(JsonObject options) {
    return new PayloadConfig(
        options.getBoolean(URL, false),
        options.getBoolean(TEXT, false),
        options.getBoolean(FIELDS, false));
  }

  /** As the format reads it. */
  static String options(@Nullable String scope, @Nullable PayloadConfig given) {
    var config = given == null ? NOTHING : given;
    var options =
        Json.createObjectBuilder()
            .add(URL, Boolean.TRUE.equals(config.includeEmailUrl()))
            .add(TEXT, Boolean.TRUE.equals(config.includeEmailText()))
            .add(FIELDS, Boolean.TRUE.equals(config.includeProspectCustomFields()));
    if (scope != null) {
      options.add(SCOPE, scope);
    }
    return options.build().toString();
  }
}
