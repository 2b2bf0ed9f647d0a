package cadenza.webhooks.adapter.format.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Externalized;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.EventTypes;
import cadenza.webhooks.application.Format.Dispatch;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.EndpointUrl;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.SigningKey;
import cadenza.webhooks.domain.SigningSecret;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StandardFormatTest {
  static final String BOTH = "{\"signature\":\"both\"}";
  static final String ASYMMETRIC = "{\"signature\":\"v1a\"}";
  static final String SYMMETRIC = "{}";

  final UUID workspace = UUID.randomUUID();
  final UUID endpoint = UUID.randomUUID();
  final StandardFormat format = new StandardFormat();
  final String secret = SigningSecret.next().value();
  final String former = SigningSecret.next().value();

  @Test
  void while_a_secret_is_replaced_the_official_library_verifies_by_either() throws Exception {
    var headers = headers(SYMMETRIC, secret, former);

    assertThat(signature(headers).split(" ")).hasSize(2);
    verify(secret, headers);
    verify(former, headers);
  }

  @Test
  void both_kinds_stand_in_one_header_newest_secret_first() throws Exception {
    var headers = headers(BOTH, secret, former);

    assertThat(signature(headers).split(" "))
        .extracting(signature -> signature.substring(0, signature.indexOf(',')))
        .containsExactly("v1", "v1a", "v1", "v1a");
    verify(secret, headers);
  }

  @Test
  void an_asymmetric_one_alone_has_its_public_half() {
    assertThat(signature(headers(ASYMMETRIC, secret))).startsWith("v1a,").doesNotContain(" ");
    assertThat(format.publicKey(secret, ASYMMETRIC))
        .contains(SigningKey.of(secret).publicHalf())
        .hasValueSatisfying(key -> assertThat(key).startsWith("whpk_"));
    assertThat(format.publicKey(secret, SYMMETRIC)).isEmpty();
  }

  @Test
  void a_body_says_at_its_end_whom_it_was_sent_to() {
    var body = new String(request(SYMMETRIC, secret).body(), StandardCharsets.UTF_8);

    assertThat(body)
        .isEqualTo("{\"name\":\"Zoë\",\"endpoint_id\":\"" + Ids.wire("whe", endpoint) + "\"}");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"{}", "{ }", "{\"signature\":\"v1\"}"})
  void what_is_usual_is_not_written(@Nullable String given) {
    assertThat(format.options(given)).isEqualTo(SYMMETRIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"signature\":\"v2\"}",
        "{\"signature\":1}",
        "{\"signatures\":\"v1\"}",
        "[]",
        "",
        "both"
      })
  void other_options_are_not_known(String given) {
    assertThatThrownBy(() -> format.options(given)).isInstanceOf(InvalidField.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 64})
  void a_secret_of_ones_own_has_24_to_64_bytes(int bytes) {
    assertThat(format.accepts(ownSecret(bytes), SYMMETRIC)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 23, 65, 128})
  void shorter_and_longer_ones_are_refused(int bytes) {
    assertThat(format.accepts(ownSecret(bytes), SYMMETRIC)).isFalse();
  }

  @Test
  void what_is_not_base64_behind_the_prefix_is_refused() {
    assertThat(format.accepts(ownSecret(32).substring(6), SYMMETRIC)).isFalse();
    assertThat(format.accepts("whsec_not base64 not base64 not base64", SYMMETRIC)).isFalse();
    assertThat(format.accepts("", SYMMETRIC)).isFalse();
  }

  @Test
  void a_key_alone_is_only_for_whoever_checks_by_its_public_half() {
    var key = SigningKey.PREFIX + Base64.getEncoder().encodeToString(new byte[32]);

    assertThat(format.accepts(key, ASYMMETRIC)).isTrue();
    assertThat(format.accepts(key, BOTH)).isFalse();
    assertThat(format.accepts(key, SYMMETRIC)).isFalse();
  }

  static Stream<String> types() {
    return EventTypes.FACTS.stream().map(fact -> fact.getAnnotation(Externalized.class).value());
  }

  @ParameterizedTest
  @MethodSource("types")
  void of_each_type_there_is_a_sample_that_says_so(String type) {
    var id = UUID.randomUUID();

    var sample = format.sample(card(), type, id, Instant.EPOCH);

    assertThat(sample.type()).isEqualTo(type);
    assertThat(sample.body())
        .startsWith("{\"type\":\"" + type + "\",\"timestamp\":\"1970-01-01T00:00:00.000Z\"")
        .contains(Ids.wire("evt", id), Ids.wire("wsp", card().workspaceId()))
        .endsWith("},\"sample\":true}");
  }

  @Test
  void of_what_is_never_told_there_is_no_sample() {
    assertThatThrownBy(() -> format.sample(card(), "no.such", UUID.randomUUID(), Instant.EPOCH))
        .isInstanceOf(InvalidField.class);
  }

  private EndpointCard card() {
    return Endpoint.open(
            workspace,
            workspace,
            1,
            new EndpointUrl("https://endpoint.example/"),
            null,
            "standard",
            SYMMETRIC,
            null,
            "sealed",
            Instant.EPOCH)
        .card();
  }

  private static String ownSecret(int bytes) {
    return SigningSecret.PREFIX + Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  private Map<String, String> headers(String options, String... secrets) {
    return request(options, secrets).headers();
  }

  @SuppressWarnings("JavaSystemTime")
  private Request request(String options, String... secrets) {
    var delivery =
        new DueDelivery(
            UUID.randomUUID(),
            UUID.randomUUID(),
            endpoint,
            UUID.randomUUID(),
            "contact.created",
            "standard",
            "{\"name\":\"Zoë\"}",
            "https://endpoint.example/",
            List.of(),
            0,
            1,
            false,
            false,
            options,
            null);
    return format.requests(new Dispatch(delivery, List.of(secrets), Instant.now())).get(0);
  }

  private static String signature(Map<String, String> headers) {
    return Objects.requireNonNull(headers.get("webhook-signature"));
  }

  private void verify(String secret, Map<String, String> headers) throws Exception {
    var lists =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    var body = Envelope.sentTo(endpoint, "{\"name\":\"Zoë\"}");
    new Webhook(secret).verify(body, HttpHeaders.of(lists, (name, value) -> true));
  }
}
