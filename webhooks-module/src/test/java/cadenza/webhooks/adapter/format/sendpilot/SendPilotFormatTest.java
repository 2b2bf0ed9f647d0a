package cadenza.webhooks.adapter.format.sendpilot;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MessageSent;
import cadenza.sequences.api.AutopilotStopped;
import cadenza.sequences.api.EnrollmentBook.EnrollmentLine;
import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.api.SequencePaused;
import cadenza.sequences.api.SequencePublished;
import cadenza.sequences.api.SequenceResumed;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import cadenza.webhooks.adapter.format.sendpilot.SendPilotEvents.Event;
import cadenza.webhooks.application.Format.Dispatch;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SendPilotFormatTest {
  static final Instant NOW = Instant.parse("2026-03-02T09:15:00.123456Z");
  static final UUID WORKSPACE = id(2);
  static final UUID CONTACT = id(3);
  static final UUID SEQUENCE = id(4);
  static final UUID ENROLLMENT = id(5);
  static final UUID MESSAGE = id(6);

  static UUID id(int last) {
    return UUID.fromString("01951111-2222-7333-8444-%012d".formatted(last));
  }

  @Test
  void the_time_and_the_bytes_are_signed() {
    var body = "{\"eventId\":\"evt_1708456789123_abc123def\",\"eventType\":\"message.sent\"}";
    var delivery =
        new DueDelivery(
            WORKSPACE,
            Ids.next(),
            Ids.next(),
            Ids.next(),
            "message.sent",
            "sendpilot",
            body,
            "https://example.com/",
            List.of(),
            0,
            1,
            false,
            false);
    var request =
        new SendPilotFormat()
            .requests(
                new Dispatch(
                    delivery, List.of("sp_example_secret"), Instant.ofEpochSecond(1_708_770_600)))
            .get(0);

    assertThat(request.headers())
        .containsEntry(
            "webhook-signature",
            "t=1708770600,s=9b6984de3def5b327d2fb0ee671d145269b468018025702d0031b6752d219f05");
  }

  @Test
  void the_first_message_moves_its_lead_on() {
    assertThat(types(sent(1))).containsExactly("message.sent", "lead.updated");
    assertThat(told(sent(1)).get(1).body())
        .contains("\"previousStatus\":\"PENDING\",\"newStatus\":\"MESSAGE_SENT\"");
    assertThat(types(sent(2))).containsExactly("message.sent");
  }

  @Test
  void a_lead_whose_campaign_is_over_has_another_status() {
    assertThat(told(finished(FinishReason.REPLIED)).get(0).body())
        .contains("\"newStatus\":\"REPLY_RECEIVED\"");
    assertThat(told(finished(FinishReason.OPTED_OUT)).get(0).body())
        .contains("\"newStatus\":\"NOT_INTERESTED\"");
    assertThat(told(finished(FinishReason.REMOVED))).isEmpty();
  }

  @Test
  void a_campaign_starts_with_its_first_version_and_is_paused_by_its_guard() {
    assertThat(types(published(1))).containsExactly("campaign.started");
    assertThat(told(published(2))).isEmpty();
    assertThat(
            told(new AutopilotStopped(
                    id(1), WORKSPACE, NOW, SEQUENCE, "Proposal", "bounce_rate", 6, 100))
                .get(0)
                .body())
        .contains("\"pausedBy\":\"system\"");
  }

  @Test
  void a_campaign_rests_and_goes_on_as_a_person_says() {
    var paused = told(new SequencePaused(id(1), WORKSPACE, NOW, SEQUENCE, "Proposal")).get(0);
    var resumed = told(new SequenceResumed(id(1), WORKSPACE, NOW, SEQUENCE, "Proposal")).get(0);

    assertThat(paused.type()).isEqualTo("campaign.paused");
    assertThat(paused.body())
        .contains("\"pausedAt\":\"2026-03-02T09:15:00.123Z\"")
        .contains("\"pausedBy\":\"user\"")
        .contains("\"campaignName\":\"Proposal\"");
    assertThat(resumed.type()).isEqualTo("campaign.resumed");
    assertThat(resumed.body())
        .contains("\"resumedAt\":\"2026-03-02T09:15:00.123Z\"")
        .contains("\"resumedBy\":\"user\"");
  }

  @Test
  void a_request_to_connect_is_told_with_its_sender_and_moves_its_lead_on() {
    var data =
        "\"inbox_id\":\"%s\",\"contact_id\":\"%s\",\"enrollment_id\":\"%s\",\"note\":\"Hello\""
            .formatted(
                Ids.wire("inb", id(8)), Ids.wire("ctc", CONTACT), Ids.wire("enr", ENROLLMENT));
    var sent = told("connection_request.sent", "{\"data\":{" + data + "}}");
    var accepted = told("connection_request.accepted", "{\"data\":{" + data + "}}");

    assertThat(sent.get(0).body())
        .contains("\"senderId\":\"" + Ids.wire("sender", id(8)) + "\",\"note\":\"Hello\"");
    assertThat(sent.get(1).body()).contains("\"newStatus\":\"CONNECTION_SENT\"");
    assertThat(accepted.get(0).body()).contains("\"acceptedAt\":\"2026-03-02T09:15:00.123Z\"");
    assertThat(accepted.get(1).body()).contains("\"newStatus\":\"CONNECTION_ACCEPTED\"");
  }

  @Test
  void every_type_has_a_sample() {
    for (var type : SendPilotEvents.TYPES) {
      assertThat(SendPilotEvents.sample(WORKSPACE, type, id(1), NOW))
          .contains("\"eventType\":\"" + type + "\"");
    }
  }

  @Test
  void the_page_shows_a_message_as_it_is_told() throws Exception {
    assertThat(Files.readString(Path.of("../docs/formats/sendpilot.md")).replaceAll("\\s", ""))
        .contains(told(sent(2)).get(0).body().replaceAll("\\s", ""));
  }

  private static SequencePublished published(int version) {
    return new SequencePublished(id(1), WORKSPACE, NOW, SEQUENCE, version, "Proposal");
  }

  private static EnrollmentFinished finished(FinishReason reason) {
    return new EnrollmentFinished(id(1), WORKSPACE, NOW, ENROLLMENT, SEQUENCE, CONTACT, reason);
  }

  private static MessageSent sent(int step) {
    return new MessageSent(
        id(1),
        WORKSPACE,
        NOW,
        MESSAGE,
        Channel.EMAIL,
        id(8),
        ENROLLMENT,
        step,
        CONTACT,
        id(7),
        "avery@example.com",
        "Re: Proposal",
        "<m6@mail.example.com>");
  }

  private static List<String> types(DomainEvent fact) {
    return told(fact).stream().map(Event::type).toList();
  }

  private static List<Event> told(DomainEvent fact) {
    var envelope = Envelope.of(fact);
    return told(envelope.type(), envelope.json());
  }

  private static List<Event> told(String type, String envelope) {
    var line =
        new EnrollmentLine(
            ENROLLMENT, SEQUENCE, CONTACT, id(8), "ACTIVE", null, 2, 3, id(7), NOW, null);
    var message =
        new MessageCard(
            MESSAGE,
            WORKSPACE,
            id(7),
            id(8),
            "OUTBOUND",
            "SENT",
            ENROLLMENT,
            2,
            CONTACT,
            "sales@cadenza.test",
            "Sales",
            "avery@example.com",
            List.of(),
            List.of(),
            null,
            false,
            false,
            "Re: Proposal",
            "Just wanted to follow up.",
            null,
            null,
            "<m6@mail.example.com>",
            null,
            null,
            NOW,
            null,
            null,
            List.of());
    var scene =
        new Scene(Map.of(), Map.of(ENROLLMENT, line), Map.of(), Map.of(MESSAGE, message), Map.of());
    return new SendPilotEvents(scene)
        .of(FactData.of(new Fact(WORKSPACE, id(1), 1, type, NOW, NOW, envelope)));
  }
}
