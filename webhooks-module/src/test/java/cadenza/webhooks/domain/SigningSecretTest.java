package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SigningSecretTest {
  @Test
  void signs_the_vector_of_standard_webhooks() {
    var secret = new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    var signature =
        secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, bytes("{\"test\": 2432232314}"));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"a\":1.0,\"b\":1}", "{\"x\":\"Grüße 🎼 \u2028\"}", "{\"b\":1,\"a\":2}"})
  void is_verified_by_the_official_library(String body) throws Exception {
    var secret = SigningSecret.next();
    @SuppressWarnings("JavaSystemTime")
    long now = Instant.now().getEpochSecond();
    var headers =
        HttpHeaders.of(
            Map.of(
                "webhook-id", List.of("evt_1"),
                "webhook-timestamp", List.of(Long.toString(now)),
                "webhook-signature", List.of(secret.sign("evt_1", now, bytes(body)))),
            (name, value) -> true);

    new Webhook(secret.value()).verify(body, headers);
  }

  @Test
  void has_a_key_of_32_bytes_that_no_log_shows() {
    var secret = SigningSecret.next();

    assertThat(secret.value()).startsWith("whsec_").hasSize("whsec_".length() + 44);
    assertThat(secret.toString()).doesNotContain(secret.value().substring(6));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
