package cadenza.webhooks.adapter.format.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.application.Format.Dispatch;
import cadenza.webhooks.domain.DueDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InboxFormatTest {
  static final String BODY =
      "{\"id\":\"ck9v2m5nj0xp4wq7ybftrae8\",\"type\":\"target.followUpSent\"}";
  static final String SIGNATURE =
      "bebe87318f043912a730cf82771a63f94926d7f6092a458b18351f5b1568cf2c";

  final InboxFormat format = new InboxFormat();

  @Test
  void the_time_and_the_bytes_are_signed() {
    var request = format.requests(dispatch(List.of("ibt_wh_example"))).get(0);

    assertThat(request.headers())
        .containsExactly(Map.entry("X-Inbox-Signature", "t=1737190800,v1=" + SIGNATURE));
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(BODY);
  }

  @Test
  void there_is_a_signature_for_each_secret_that_is_valid() {
    var header =
        format
            .requests(dispatch(List.of("ibt_wh_new", "ibt_wh_example")))
            .get(0)
            .headers()
            .get("X-Inbox-Signature");

    assertThat(header).matches("t=1737190800,v1=[0-9a-f]{64},v1=" + SIGNATURE);
  }

  @Test
  void a_secret_shows_what_it_is_for() {
    assertThat(format.newSecret()).matches("ibt_wh_[0-9a-f]{48}");
  }

  @Test
  void a_key_has_24_letters_and_digits_and_can_be_read_again() {
    for (int i = 0; i < 1000; i++) {
      var id = Ids.next();
      assertThat(InboxIds.of(id)).matches("^[0-9a-z]{24}$");
      assertThat(InboxIds.read(InboxIds.of(id))).contains(id);
    }
    var last = new UUID(0xFFFF_FFFF_FFFF_7FFFL, 0xBFFF_FFFF_FFFF_FFFFL);
    assertThat(InboxIds.of(last)).hasSize(24);
    assertThat(InboxIds.read(InboxIds.of(last))).contains(last);
    assertThat(InboxIds.read("z".repeat(24))).isEmpty();
    assertThat(InboxIds.read("Z")).isEmpty();
  }

  /** Those of messages that a step made are derived. */
  @Test
  void a_key_that_was_not_made_by_the_clock_has_as_many() {
    var name = UUID.nameUUIDFromBytes(new byte[] {1});
    var derived = UUID.fromString("ffffffff-ffff-8fff-bfff-ffffffffffff");
    for (var id : List.of(UUID.randomUUID(), name, derived)) {
      assertThat(InboxIds.of(id)).matches("^[0-9a-z]{24}$");
      assertThat(InboxIds.read(InboxIds.of(id))).contains(id);
    }
  }

  @Test
  void a_key_of_another_version_can_be_read_again_too() {
    for (var id : List.of(new UUID(0, 7), new UUID(-1, -1))) {
      assertThat(InboxIds.of(id)).matches("^[0-9a-z]{25}$");
      assertThat(InboxIds.read(InboxIds.of(id))).contains(id);
    }
  }

  @Test
  void every_type_has_a_sample_of_its_shape() {
    for (var type : InboxEvents.TYPES) {
      var data = InboxSample.of(Ids.next(), type, Instant.EPOCH).data();
      assertThat(data.containsKey("campaign"))
          .isEqualTo(type.startsWith("campaign.") || type.startsWith("target."));
      assertThat(data.containsKey("message"))
          .isEqualTo(type.startsWith("message.") || type.startsWith("target."));
    }
  }

  private static Dispatch dispatch(List<String> secrets) {
    return new Dispatch(
        new DueDelivery(
            Ids.next(),
            Ids.next(),
            Ids.next(),
            Ids.next(),
            "target.followUpSent",
            "inbox",
            BODY,
            "https://example.com/hook",
            List.of(),
            0,
            1,
            false,
            false),
        secrets,
        Instant.ofEpochSecond(1_737_190_800));
  }
}
