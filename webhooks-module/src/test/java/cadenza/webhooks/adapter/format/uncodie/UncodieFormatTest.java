package cadenza.webhooks.adapter.format.uncodie;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactDeleted;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Hmac;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.Format.Dispatch;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.Fact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UncodieFormatTest {
  static final Instant NOW = Instant.parse("2026-03-02T09:15:00.123456Z");
  static final UUID WORKSPACE = id(2);
  static final UUID CONTACT = id(3);
  static final UUID DELIVERY = id(9);

  final UncodieFormat format = new UncodieFormat();

  static UUID id(int last) {
    return UUID.fromString("01951111-2222-7333-8444-%012d".formatted(last));
  }

  @Test
  void the_body_alone_is_signed() {
    var body = "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"type\":\"lead.created\"}";

    assertThat(Hmac.hex("uncodie_example_secret", "", body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("f205e77775272d9252599f39ef35ab9c7cba30b966c2872c6c08455d921c24bc");
  }

  @Test
  void a_get_names_the_row_and_a_post_follows_where_it_fails() {
    var requests = format.requests(dispatch("https://example.com/hook", 0));

    assertThat(requests).hasSize(2).hasSize(format.requestsAtMost());
    assertThat(requests.get(0).body()).isNull();
    assertThat(requests.get(0).url())
        .isEqualTo(
            "https://example.com/hook?delivery_id=%s&event=lead.deleted&site_id=%s&table=leads&object_id=%s"
                .formatted(DELIVERY, WORKSPACE, CONTACT));
    assertThat(requests.get(1).url()).isEqualTo("https://example.com/hook");
    assertThat(requests.get(0).headers()).isEqualTo(requests.get(1).headers());
    assertThat(requests.get(1).headers())
        .containsEntry("X-Webhook-Event", "lead.deleted")
        .containsEntry("X-Webhook-Delivery", DELIVERY.toString())
        .containsEntry("X-Webhook-Signature", Hmac.hex("new", "", bytes(requests.get(1))));
  }

  @Test
  void a_query_of_its_own_is_kept() {
    assertThat(format.requests(dispatch("https://example.com/hook?a=b", 0)).get(0).url())
        .startsWith("https://example.com/hook?a=b&delivery_id=");
  }

  @Test
  void only_attempt_and_timestamp_change() {
    var first = format.requests(dispatch("https://example.com/", 0)).get(1);
    var third = format.requests(dispatch("https://example.com/", 2)).get(1);

    assertThat(text(first)).endsWith(",\"attempt\":1,\"timestamp\":\"2026-03-02T09:15:00.123Z\"}");
    assertThat(text(third)).endsWith(",\"attempt\":3,\"timestamp\":\"2026-03-02T09:15:00.123Z\"}");
    assertThat(first.headers().get("X-Webhook-Delivery"))
        .isEqualTo(third.headers().get("X-Webhook-Delivery"));
    assertThat(first.headers().get("X-Webhook-Signature"))
        .isNotEqualTo(third.headers().get("X-Webhook-Signature"));
  }

  @Test
  void there_are_five_attempts() {
    var schedule = format.schedule().orElseThrow();

    assertThat(List.of(1, 2, 3, 4))
        .map(n -> schedule.after(n, 0).orElseThrow())
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));
    assertThat(schedule.after(5, 0)).isEmpty();
  }

  @Test
  void a_name_is_known_in_either_form() {
    assertThat(List.of("lead.created", "leads.created", "conversations.updated"))
        .allMatch(format::knows);
    assertThat(List.of("leadss.created", "deal.created", "")).noneMatch(format::knows);
  }

  @Test
  void the_page_shows_a_body_as_it_is_sent() throws Exception {
    var body = text(format.requests(dispatch("https://example.com/", 0)).get(1));

    assertThat(Files.readString(Path.of("../docs/formats/uncodie.md")).replaceAll("\\s", ""))
        .contains(body.replaceAll("\\s", ""));
  }

  private static byte[] bytes(Request request) {
    return Objects.requireNonNull(request.body());
  }

  private static String text(Request request) {
    return new String(bytes(request), StandardCharsets.UTF_8);
  }

  private static Dispatch dispatch(String url, int attempts) {
    var envelope = Envelope.of(new ContactDeleted(id(1), WORKSPACE, NOW, CONTACT, false));
    var fact = new Fact(WORKSPACE, id(1), 1, "contact.deleted", NOW, NOW, envelope.json());
    var events = new UncodieEvents(new Scene(Map.of(), Map.of(), Map.of(), Map.of(), Map.of()));
    var event = events.of(FactData.of(fact)).orElseThrow();
    return new Dispatch(
        new DueDelivery(
            WORKSPACE,
            DELIVERY,
            Ids.next(),
            Ids.next(),
            event.type(),
            "uncodie",
            UncodieFormat.body(DELIVERY, WORKSPACE, event),
            url,
            List.of(),
            attempts,
            1,
            false,
            false),
        List.of("new", "former"),
        NOW);
  }
}
