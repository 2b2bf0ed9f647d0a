package cadenza.webhooks.adapter.format.inbox;

import static cadenza.webhooks.adapter.format.inbox.InboxStage.ACCOUNT;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.CONTACT;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.LABEL;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.MESSAGE;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.NOW;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.SEQUENCE;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.THREAD;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.WORKSPACE;
import static cadenza.webhooks.adapter.format.inbox.InboxStage.id;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.LabelApplied;
import cadenza.kernel.api.DomainEvent;
import cadenza.messaging.api.Conversations.FirstReply;
import cadenza.messaging.api.InboundStored;
import cadenza.messaging.api.ThreadAssigned;
import cadenza.messaging.api.ThreadClosed;
import cadenza.sequences.api.AutopilotStopped;
import cadenza.sequences.api.EnrollmentStarted;
import cadenza.sequences.api.SequencePaused;
import cadenza.sequences.api.SequencePublished;
import cadenza.sequences.api.SequenceResumed;
import cadenza.webhooks.domain.InboxCampaign;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InboxEventsTest {
  static final Path GOLDEN = Path.of("src/test/resources/formats/inbox");
  static final Path DOCS = Path.of("../docs/formats/inbox.md");

  static final List<String> CAMPAIGN =
      List.of(
          ("id name description status dryRun targetsCount contactedCount repliesCount"
                  + " completionRate replyRate createdAt updatedAt pausedAt completedAt"
                  + " lastStartedAt")
              .split(" "));
  static final List<String> THREAD_KEYS =
      List.of(
          ("id platform platformId done assigneeId lastMessageTimestamp computedSortTimestamp"
                  + " createdAt status variant accountLinkId isSyncing isRequest"
                  + " typingIndicatorsEnabled lastMessage prospect")
              .split(" "));
  static final List<String> MESSAGE_KEYS =
      List.of(
          ("id platform platformId threadId teamId authorId userId campaignId content origin"
                  + " createdAt updatedAt isEdited isEncrypted entities attachment reactions"
                  + " replyData forwardData deletedAt platformDeletedAt")
              .split(" "));
  static final List<String> SLIM =
      List.of(
          "platform platformId externalId displayName username handle image context".split(" "));
  static final List<String> PROSPECT =
      List.of(
          ("platform platformId externalId displayName username handle image imageNormalized bio"
                  + " location profileUrl websiteUrl websiteDomain verified profileType isProtected"
                  + " followerCount followingCount postCount engagementCount listedCount"
                  + " platformCreatedAt firstSeenAt lastUpdatedAt lastEnrichedAt lastActiveAt"
                  + " source isFresh isStale confidence context")
              .split(" "));

  final InboxStage stage = new InboxStage();

  @Test
  void a_follow_up_has_every_key_of_the_contract_in_its_order() {
    var event = stage.told("target.followUpSent", stage.sent(2));
    var data = event.getJsonObject("data");
    var thread = data.getJsonObject("thread");

    assertThat(event.keySet())
        .containsExactly("id", "seq", "teamId", "type", "timestamp", "version", "data");
    assertThat(event.getString("version")).isEqualTo("1.0");
    assertThat(data.keySet())
        .containsExactly("campaign", "thread", "message", "prospect", "stepNumber");
    assertThat(data.getJsonObject("campaign").keySet())
        .hasSize(15)
        .containsExactlyElementsOf(CAMPAIGN);
    assertThat(thread.keySet()).hasSize(16).containsExactlyElementsOf(THREAD_KEYS);
    assertThat(thread.getJsonObject("lastMessage").keySet())
        .containsExactly("id", "content", "authorId", "createdAt", "userId", "campaignId");
    assertThat(thread.getJsonObject("prospect").keySet())
        .hasSize(8)
        .containsExactlyElementsOf(SLIM);
    assertThat(data.getJsonObject("message").keySet())
        .hasSize(21)
        .containsExactlyElementsOf(MESSAGE_KEYS);
    assertThat(data.getJsonObject("prospect").keySet())
        .hasSize(31)
        .containsExactlyElementsOf(PROSPECT);
    assertThat(data.getInt("stepNumber")).isEqualTo(2);
  }

  @Test
  void the_thread_is_as_it_is_after_the_send() {
    var event = stage.told("target.followUpSent", stage.sent(2));
    var data = event.getJsonObject("data");
    var thread = data.getJsonObject("thread");
    var message = data.getJsonObject("message");
    var last = thread.getJsonObject("lastMessage");

    for (var key : List.of("id", "content", "createdAt", "authorId", "campaignId")) {
      assertThat(last.get(key)).as(key).isEqualTo(message.get(key));
    }
    assertThat(message.getString("campaignId"))
        .isEqualTo(data.getJsonObject("campaign").getString("id"));
    assertThat(message.getString("threadId")).isEqualTo(thread.getString("id"));
    assertThat(message.getString("teamId")).isEqualTo(event.getString("teamId"));
    assertThat(message.getString("authorId")).isEqualTo(thread.getString("accountLinkId"));
    assertThat(message.getString("origin")).isEqualTo("internal");
    assertThat(message.get("userId")).isEqualTo(JsonValue.NULL);
    assertThat(message.getString("content")).isEqualTo(InboxStage.TEXT);
    assertThat(event.getString("timestamp"))
        .isEqualTo("2026-03-02T09:15:00.123Z")
        .isEqualTo(message.getString("createdAt"))
        .isEqualTo(thread.getString("lastMessageTimestamp"));
    assertThat(data.getJsonObject("prospect").getString("platformId"))
        .isEqualTo(thread.getJsonObject("prospect").getString("platformId"));
    assertThat(thread.getString("platformId")).isEqualTo("avery@example.com:sales@cadenza.test");
  }

  @Test
  void the_first_step_is_a_contact_and_raises_their_number() {
    var event = stage.told("target.contacted", stage.sent(1));
    var campaign = event.getJsonObject("data").getJsonObject("campaign");

    assertThat(campaign.getInt("contactedCount")).isEqualTo(181);
    assertThat(event.getJsonObject("data").getInt("stepNumber")).isEqualTo(1);
    assertThat(types(stage.told(stage.sent(1)))).doesNotContain("target.followUpSent");
  }

  @Test
  void a_follow_up_raises_no_number() {
    var campaign =
        stage
            .told("target.followUpSent", stage.sent(3))
            .getJsonObject("data")
            .getJsonObject("campaign");

    assertThat(campaign.getInt("targetsCount")).isEqualTo(250);
    assertThat(campaign.getInt("contactedCount")).isEqualTo(180);
    assertThat(campaign.getJsonNumber("completionRate").toString()).isEqualTo("0.72");
    assertThat(campaign.getJsonNumber("replyRate").toString()).isEqualTo("0.161");
    assertThat(campaign.getString("status")).isEqualTo("active");
    assertThat(campaign.getString("updatedAt")).isEqualTo("2026-03-02T09:15:00.123Z");
    assertThat(stage.campaigns.changed()).isEmpty();
  }

  @Test
  void rates_of_nothing_are_zero() {
    assertThat(InboxObjects.rate(0, 0).toString()).isEqualTo("0");
    assertThat(InboxObjects.rate(0, 5).toString()).isEqualTo("0");
    assertThat(InboxObjects.rate(5, 5).toString()).isEqualTo("1");
    assertThat(InboxObjects.rate(6, 5).toString()).isEqualTo("1");
    assertThat(InboxObjects.rate(2, 3).toString()).isEqualTo("0.667");
  }

  @Test
  void a_campaign_that_goes_on_is_resumed_and_starts_again() {
    var paused =
        stage.told(
            "campaign.paused",
            new SequencePaused(id(1), WORKSPACE, NOW, SEQUENCE, "Proposal follow-up"));
    var events =
        stage.told(new SequenceResumed(id(1), WORKSPACE, NOW, SEQUENCE, "Proposal follow-up"));

    assertThat(paused.getJsonObject("data").getJsonObject("campaign").getString("status"))
        .isEqualTo("paused");
    assertThat(types(events)).containsExactly("campaign.resumed", "campaign.started");
    var campaign = events.get(0).getJsonObject("data").getJsonObject("campaign");
    assertThat(campaign.getString("status")).isEqualTo("active");
    assertThat(campaign.getString("lastStartedAt")).isEqualTo("2026-03-02T09:15:00.123Z");
  }

  @Test
  void no_follow_up_is_told_of_after_a_reply() {
    stage.firstReplies.put(InboxStage.ENROLLMENT, new FirstReply(id(17), NOW.minusSeconds(60)));

    assertThat(types(stage.told(stage.sent(2)))).containsExactly("message.created");
  }

  @Test
  void a_target_replies_once() {
    stage.firstReplies.put(InboxStage.ENROLLMENT, new FirstReply(MESSAGE, NOW));
    var event = stage.told("target.replied", stage.reply());
    var data = event.getJsonObject("data");

    assertThat(data.keySet()).containsExactly("campaign", "thread", "message", "prospect");
    assertThat(data.getJsonObject("campaign").getInt("repliesCount")).isEqualTo(30);
    assertThat(data.getJsonObject("message").getString("origin")).isEqualTo("external");
    assertThat(data.getJsonObject("message").getString("content")).isEqualTo("Yes, gladly.");
    assertThat(data.getJsonObject("message").getString("authorId"))
        .isEqualTo(data.getJsonObject("prospect").getString("externalId"));
    assertThat(data.getJsonObject("thread").getJsonObject("lastMessage").get("campaignId"))
        .isEqualTo(JsonValue.NULL);
    assertThat(data.getJsonObject("prospect").getString("lastActiveAt"))
        .isEqualTo(event.getString("timestamp"));

    stage.firstReplies.put(InboxStage.ENROLLMENT, new FirstReply(id(17), NOW.minusSeconds(60)));
    assertThat(types(stage.told(stage.reply()))).containsExactly("message.created");
  }

  @Test
  void a_thread_is_created_with_its_first_message() {
    stage.first = MESSAGE;

    assertThat(types(stage.told(stage.sent(1))))
        .containsExactly("thread.created", "message.created", "target.contacted");
    assertThat(stage.told("thread.created", stage.sent(1)).getJsonObject("data").keySet())
        .containsExactly("thread", "prospect");
  }

  @Test
  void events_of_a_round_are_counted_one_by_one() {
    stage.counts = new InboxCampaign(SEQUENCE, 0, 0, 0, null, null, null);
    var events =
        stage.told(
            new SequencePublished(id(1), WORKSPACE, NOW, SEQUENCE, 1, "Proposal follow-up"),
            new EnrollmentStarted(id(1), WORKSPACE, NOW, InboxStage.ENROLLMENT, SEQUENCE, CONTACT),
            stage.sent(1));

    assertThat(types(events))
        .containsExactly(
            "campaign.created", "campaign.started", "message.created", "target.contacted");
    assertThat(events).extracting(event -> event.getInt("seq")).containsExactly(421, 422, 423, 424);
    var last = events.get(3).getJsonObject("data").getJsonObject("campaign");
    assertThat(last.getInt("targetsCount")).isEqualTo(1);
    assertThat(last.getInt("contactedCount")).isEqualTo(1);
    assertThat(last.getJsonNumber("completionRate").toString()).isEqualTo("1");
    assertThat(last.getString("lastStartedAt")).isEqualTo("2026-03-02T09:15:00.123Z");
  }

  @Test
  void x_is_called_by_its_former_name_and_others_by_their_own() {
    assertThat(platformOf("X")).isEqualTo("twitter");
    assertThat(platformOf("LINKEDIN")).isEqualTo("linkedin");
    assertThat(platformOf("EMAIL")).isEqualTo("email");
  }

  private String platformOf(String channel) {
    stage.channel = channel;
    return stage
        .told("target.followUpSent", stage.sent(2))
        .getJsonObject("data")
        .getJsonObject("message")
        .getString("platform");
  }

  @Test
  void of_two_ids_the_smaller_one_comes_first() {
    assertThat(InboxObjects.pair("1876543210987654321", "1566123362161725440"))
        .isEqualTo("1566123362161725440:1876543210987654321");
    assertThat(InboxObjects.pair("99", "100")).isEqualTo("99:100");
    assertThat(InboxObjects.pair("b@x", "a@x")).isEqualTo("a@x:b@x");
  }

  @Test
  void what_machines_send_to_machines_is_no_message() {
    assertThat(
            stage.told(
                new InboundStored(id(1), WORKSPACE, NOW, MESSAGE, ACCOUNT, THREAD, "BOUNCE", null)))
        .isEmpty();
  }

  @Test
  void whoever_is_unassigned_is_told_as_such() {
    var unassigned =
        stage.told(
            new ThreadAssigned(id(1), WORKSPACE, NOW, THREAD, ACCOUNT, CONTACT, null, id(14)));

    assertThat(types(unassigned)).containsExactly("thread.unassigned");
    assertThat(unassigned.get(0).getJsonObject("data").getJsonObject("thread").get("assigneeId"))
        .isEqualTo(JsonValue.NULL);
  }

  static Stream<Arguments> examples() {
    var events =
        Map.<String, DomainEvent>of(
            "target.contacted", new InboxStage().sent(1),
            "target.followUpSent", new InboxStage().sent(2),
            "message.created", new InboxStage().sent(2),
            "prospect.created",
                new ContactCreated(
                    id(1), WORKSPACE, NOW, CONTACT, "Avery Chen", "avery@example.com"),
            "prospect.tagsChanged",
                new LabelApplied(id(1), WORKSPACE, NOW, CONTACT, LABEL, "Interested"),
            "thread.assigned",
                new ThreadAssigned(id(1), WORKSPACE, NOW, THREAD, ACCOUNT, CONTACT, id(14), null),
            "thread.archived", new ThreadClosed(id(1), WORKSPACE, NOW, THREAD, ACCOUNT, CONTACT),
            "campaign.started",
                new SequencePublished(id(1), WORKSPACE, NOW, SEQUENCE, 1, "Proposal follow-up"),
            "campaign.paused",
                new AutopilotStopped(
                    id(1), WORKSPACE, NOW, SEQUENCE, "Proposal follow-up", "bounce_rate", 6, 100));
    return events.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_type_keeps_its_shape(String type, DomainEvent fact) throws Exception {
    check(type, stage.told(type, fact));
  }

  @Test
  void a_reply_keeps_its_shape() throws Exception {
    stage.firstReplies.put(InboxStage.ENROLLMENT, new FirstReply(MESSAGE, NOW));
    check("target.replied", stage.told("target.replied", stage.reply()));
  }

  private static void check(String type, JsonObject event) throws Exception {
    var golden = GOLDEN.resolve(type + ".json");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, event + "\n");
    }
    assertThat(event.toString()).isEqualTo(Files.readString(golden).strip());
  }

  @Test
  void the_page_shows_a_follow_up_as_it_is_told() throws Exception {
    var golden = Files.readString(GOLDEN.resolve("target.followUpSent.json"));

    assertThat(Files.readString(DOCS).replaceAll("\\s", "")).contains(golden.replaceAll("\\s", ""));
  }

  private static List<String> types(List<JsonObject> events) {
    return events.stream().map(event -> event.getString("type")).toList();
  }
}
