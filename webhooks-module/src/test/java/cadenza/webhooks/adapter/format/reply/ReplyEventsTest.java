package cadenza.webhooks.adapter.format.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.CallStatus;
import cadenza.messaging.api.Channel;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.api.SequencePaused;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplyEventsTest {
  static final Path GOLDEN = Path.of("src/test/resources/formats/reply");
  static final Path PAGE = Path.of("../docs/formats/reply.md");

  final ReplyStage stage = new ReplyStage();

  static Stream<String> types() {
    return ReplyTypes.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_event_keeps_its_shape_and_is_shown_on_the_page(String type) throws Exception {
    var events = stage.events(ReplyFacts.of(type));
    assertThat(events).extracting(ReplyEvent::type).containsExactly(type);
    var body = stage.text(events.get(0), ReplyStage.EVERYTHING);
    var golden = GOLDEN.resolve(type + ".json");
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, body + "\n");
    }

    assertThat(body).isEqualTo(Files.readString(golden).strip());
    assertThat(Files.readString(PAGE).replaceAll("\\s", "")).contains(body.replaceAll("\\s", ""));
  }

  /** The samples are those that Reply.io publishes. */
  @ParameterizedTest
  @MethodSource("types")
  void what_happened_has_the_keys_of_the_sample_whatever_is_wanted(String type) {
    for (var options :
        List.of(
            "{}",
            "{\"includeEmailUrl\":true}",
            "{\"includeEmailText\":true}",
            "{\"includeProspectCustomFields\":true}",
            ReplyStage.EVERYTHING)) {
      var sample =
          ReplyStage.json(ReplySamples.of(type, ReplyStage.HEAD, ReplyOptions.read(options)));
      var body = stage.body(ReplyFacts.of(type), options);

      assertThat(body.keySet()).as(options).isEqualTo(sample.keySet());
      for (var block : List.of("event", "contact_fields", "sequence_fields")) {
        if (sample.containsKey(block)) {
          assertThat(body.getJsonObject(block).keySet())
              .isEqualTo(sample.getJsonObject(block).keySet());
        }
      }
      sample.forEach(
          (key, value) ->
              assertThat(body.get(key))
                  .as(key)
                  .isNotNull()
                  .extracting(JsonValue::getValueType)
                  .isEqualTo(value.getValueType()));
    }
  }

  @Test
  void only_a_step_of_a_sequence_sends_an_email_sent() {
    assertThat(stage.events(ReplyFacts.sent(null, null))).isEmpty();
  }

  @Test
  void only_the_first_reply_is_told() {
    var later = stage.withEarlierReply();

    assertThat(later.events(ReplyFacts.replied(Channel.EMAIL, ReplyStage.MAILBOX))).isEmpty();
  }

  @Test
  void a_sequence_that_somebody_paused_sends_no_more_by_itself() {
    var body =
        stage.body(
            new SequencePaused(
                Ids.next(), ReplyStage.WORKSPACE, Instant.EPOCH, ReplyStage.SEQUENCE, "Outreach"),
            ReplyStage.EVERYTHING);

    assertThat(body.getJsonObject("event").getString("type")).isEqualTo("autopilot_stopped");
    assertThat(body.getString("sequence_name")).isEqualTo("Outreach");
    assertThat(body.getString("error_message")).isEqualTo("Paused by hand");
  }

  @Test
  void an_automatic_answer_is_no_reply() {
    assertThat(stage.events(ReplyFacts.of("email_auto_reply")))
        .extracting(ReplyEvent::type)
        .containsExactly("email_auto_reply");
  }

  @Test
  void who_was_marked_by_hand_replied_without_a_mail() {
    var body = stage.body(ReplyFacts.markedReplied(), ReplyStage.EVERYTHING);

    assertThat(body.getJsonObject("event").getString("type")).isEqualTo("email_replied");
    assertThat(body.getString("reply_reason")).isEqualTo("StatusSetManually");
    assertThat(body.getInt("sent_email_id")).isEqualTo(999);
    assertThat(body.isNull("reply_message_id")).isTrue();
    assertThat(body).doesNotContainKeys("reply_blob_url", "reply_content");
  }

  @Test
  void what_a_person_did_outside_any_sequence_has_an_empty_one() {
    var opened =
        new cadenza.messaging.api.MessageOpened(
            UUID.randomUUID(),
            ReplyStage.WORKSPACE,
            ReplyStage.NOW,
            ReplyStage.SENT,
            ReplyStage.MAILBOX,
            null,
            null,
            ReplyStage.CONTACT,
            ReplyStage.THREAD,
            ReplyStage.NOW,
            4);

    assertThat(stage.body(opened, null).getJsonObject("sequence_fields")).isEmpty();
  }

  @Test
  void of_who_is_gone_nothing_is_told() {
    var without = stage.withoutContact();

    assertThat(without.events(ReplyFacts.sent(ReplyStage.ENROLLMENT, 1))).isEmpty();
    assertThat(without.events(ReplyFacts.finished(FinishReason.COMPLETED))).isEmpty();
  }

  @Test
  void every_end_has_its_word() {
    assertThat(
            Arrays.stream(FinishReason.values())
                .map(reason -> stage.body(ReplyFacts.finished(reason), null))
                .map(body -> body.getString("finish_reason")))
        .containsExactly(
            "FinishedNaturally",
            "Replied",
            "OptedOut",
            "Bounced",
            "Failed",
            "RemovedFromCampaign",
            "RemovedFromCampaign");
  }

  @Test
  void words_are_in_pascal_case() {
    assertThat(
            Arrays.stream(BounceClass.values())
                .map(one -> stage.body(ReplyFacts.bounced(one), null).getString("bounce_type")))
        .containsExactly("Hard", "Soft", "Block", "Unknown");
    assertThat(
            Arrays.stream(CallStatus.values())
                .map(one -> stage.body(ReplyFacts.called(one, null), null).getString("status")))
        .containsExactly("Completed", "Busy", "NoAnswer", "Failed", "Canceled", "InProgress");
    assertThat(
            stage
                .body(ReplyFacts.called(CallStatus.COMPLETED, "NOT_INTERESTED"), null)
                .getString("resolution"))
        .isEqualTo("NotInterested");
  }

  @Test
  void a_category_has_a_type_and_a_name_and_may_mean_a_meeting() {
    var body = stage.body(ReplyFacts.categorized(ReplyStage.MAILBOX, "meeting_request"), "{}");

    assertThat(body.getString("category_type")).isEqualTo("MeetingRequest");
    assertThat(body.getString("category_name")).isEqualTo("Meeting Request");
    assertThat(body.getBoolean("meeting_intent")).isTrue();
    assertThat(stage.events(ReplyFacts.categorized(ReplyStage.MAILBOX, null))).isEmpty();
  }

  @Test
  void a_message_on_linkedin_may_be_inmail_or_a_voice() {
    var body = stage.body(ReplyFacts.sentOnLinkedIn(true, true), null);

    assertThat(body.getBoolean("is_inmail")).isTrue();
    assertThat(body.getBoolean("is_voice_attached")).isTrue();
  }

  @Test
  void a_mail_in_plain_text_is_told_as_html() {
    var body =
        stage.body(ReplyFacts.replied(Channel.EMAIL, ReplyStage.MAILBOX), ReplyStage.EVERYTHING);

    assertThat(body.getString("reply_content")).startsWith("<html>").contains("2 &lt; 3");
  }

  @Test
  void a_link_to_a_mail_is_good_for_thirty_days() {
    var body = stage.body(ReplyFacts.sent(ReplyStage.ENROLLMENT, 1), ReplyStage.EVERYTHING);

    assertThat(body.getString("email_blob_url"))
        .endsWith("/m/until-" + ReplyStage.NOW.plusSeconds(30L * 86_400).getEpochSecond());
  }

  @Test
  void options_are_checked_and_whole() {
    assertThat(ReplyOptions.read(null).json())
        .isEqualTo(
            "{\"scope\":\"Personal\",\"includeEmailUrl\":false,\"includeEmailText\":false,"
                + "\"includeProspectCustomFields\":false}");
    assertThat(ReplyOptions.read("{\"scope\":\"Team\"}").scope()).isEqualTo("Team");
    assertThat(
            Stream.of(
                    "{\"scope\":\"Organization\"}",
                    "{\"scope\":7}",
                    "{\"more\":true}",
                    "{\"includeEmailUrl\":1}",
                    "[]")
                .map(ReplyEventsTest::refusal)
                .collect(Collectors.toList()))
        .containsExactly(
            "webHook.organizationScopeNotImplemented",
            "webHook.invalidScope",
            "unknown_option",
            "wrong_type",
            "malformed");
  }

  private static String refusal(String options) {
    var caught = new InvalidField[1];
    assertThatThrownBy(() -> ReplyOptions.read(options))
        .isInstanceOfSatisfying(InvalidField.class, found -> caught[0] = found);
    return caught[0].code();
  }

  @Test
  void a_team_is_a_number_above_zero_that_stays() {
    var teams = new TreeSet<Integer>();
    for (int i = 0; i < 1_000; i++) {
      teams.add(ReplyTypes.team(UUID.randomUUID()));
    }

    assertThat(teams.first()).isPositive();
    assertThat(teams).hasSizeGreaterThan(990);
    assertThat(ReplyTypes.team(ReplyStage.WORKSPACE))
        .isEqualTo(ReplyTypes.team(ReplyStage.WORKSPACE));
  }
}
