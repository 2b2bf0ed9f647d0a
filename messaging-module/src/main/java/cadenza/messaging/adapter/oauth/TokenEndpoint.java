package cadenza.messaging.adapter.oauth;

import cadenza.kernel.api.OutsideHttp;
import cadenza.messaging.application.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes a token (RFC 6749, section 6): the client names itself in the body, as Google and
 * Microsoft document it, and errors are those of section 5.2.
 */
@ApplicationScoped
class TokenEndpoint implements TokenIssuer {
  /** Where the issuer does not say how long a token lives. */
  private static final Duration USUAL_LIFE = Duration.ofHours(1);

  private static final Duration LONGEST_LIFE = Duration.ofDays(1);
  private static final int LONGEST_TOKEN = 16_000;

  /** What only a person can mend. */
  private static final Set<String> FOR_GOOD =
      Set.of(
          "invalid_grant",
          "invalid_client",
          "invalid_request",
          "invalid_scope",
          "unauthorized_client",
          "unsupported_grant_type",
          "access_denied",
          "interaction_required",
          "consent_required",
          "login_required");

  @Inject OutsideHttp http;

  @Override
  public Answer ask(Question question) {
    try {
      var answer = http.postForm(URI.create(question.tokenUrl()), fields(question));
      return read(answer);
    } catch (IOException | RuntimeException noAnswer) {
      return new Unanswered("The issuer could not be asked.");
    }
  }

  private static Map<String, String> fields(Question question) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", question.refreshToken());
    fields.put("client_id", question.clientId());
    if (question.clientSecret() != null) {
      fields.put("client_secret", question.clientSecret());
    }
    if (question.scope() != null) {
      fields.put("scope", question.scope());
    }
    return fields;
  }

  private static Answer read(OutsideHttp.Answer answer) {
    var body = object(answer.body());
    if (answer.status() == 200) {
      var token = text(body, "access_token");
      return token == null || token.length() > LONGEST_TOKEN || !isPrintable(token)
          ? new Unanswered("The issuer's answer holds no token.")
          : new Issued(token, life(body), text(body, "refresh_token"));
    }
    var error = text(body, "error");
    if (answer.status() / 100 != 4 || error == null || !FOR_GOOD.contains(error)) {
      return new Unanswered("The issuer answers " + answer.status() + ".");
    }
    var description = text(body, "error_description");
    return new Refused(oneLine(description == null ? error : error + ": " + description));
  }

  private static JsonObject object(String body) {
    try (var reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException noObject) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
  }

  private static Duration life(JsonObject body) {
    if (!(body.get("expires_in") instanceof JsonNumber seconds)) {
      return USUAL_LIFE;
    }
    long life = Math.max(0, Math.min(seconds.longValue(), LONGEST_LIFE.toSeconds()));
    return Duration.ofSeconds(life);
  }

  private static @Nullable String text(JsonObject body, String name) {
    return body.get(name) instanceof JsonString text && !text.getString().isEmpty()
        ? text.getString()
        : null;
  }

  /** Or it would end the line of the login that it is said in. */
  private static boolean isPrintable(String token) {
    return token.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static String oneLine(String words) {
    var line = words.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 200);
  }
}
