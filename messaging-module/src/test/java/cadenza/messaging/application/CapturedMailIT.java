package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.MessageSent;
import cadenza.messaging.api.MessagesFailed;
import cadenza.messaging.api.MessagesReturned;
import cadenza.messaging.api.MessagesSent;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.domain.ProviderIds_;
import cadenza.testing.Heard;
import cadenza.testing.RealTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox account of a test workspace: sent without a wire, at the frozen instant. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CapturedMailIT {
  /** Far ahead of the real clock, which must play no part. */
  static final Instant FROZEN = Instant.parse("2040-01-05T09:00:00Z");

  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();
  final UUID sandbox = Ids.next();
  final Heard<MessagesSent> sent = new Heard<>();
  final Heard<MessagesReturned> returned = new Heard<>();
  final Heard<MessagesFailed> failed = new Heard<>();

  @BeforeEach
  void a_sandbox() {
    database.account(workspace, sandbox, "sandbox = true");
  }

  @Test
  void what_is_queued_is_sent_at_the_frozen_instant_and_told_of() {
    queue(sandbox, "one@example.com", true, null);
    queue(sandbox, "two@example.com", true, null);

    assertThat(settle(FROZEN)).isEqualTo(2);

    assertThat(facts()).extracting(MessageSent::occurredAt).containsOnly(FROZEN);
    assertThat(facts())
        .extracting(MessageSent::toAddress)
        .containsExactlyInAnyOrder("one@example.com", "two@example.com");
    assertThat(database.value("select count(*) from messaging.message where status = 'SENT'"))
        .isEqualTo("2");
    assertThat(settle(FROZEN)).isZero();
  }

  @Test
  void an_account_with_a_wire_and_another_workspace_are_not_touched() {
    var real = Ids.next();
    database.account(workspace, real, "");
    queue(real, "real@example.com", false, null);

    assertThat(settle(FROZEN)).isZero();

    assertThat(database.value("select status from messaging.message")).isEqualTo("QUEUED");
  }

  @Test
  void a_suppressed_address_and_one_past_its_window_go_back() {
    queue(sandbox, "never@example.com", true, null);
    queue(sandbox, "late@example.com", true, FROZEN.minusSeconds(1));

    settle(FROZEN);

    assertThat(sent.all()).isEmpty();
    assertThat(returned.all())
        .flatExtracting(MessagesReturned::messages)
        .extracting(message -> message.reason())
        .containsExactlyInAnyOrder("suppressed", "not_after");
  }

  @Test
  void of_a_letter_that_goes_back_its_writer_is_told() {
    queue(sandbox, "never@example.com", true, null, null);

    settle(FROZEN);

    assertThat(returned.all()).isEmpty();
    assertThat(failed.all())
        .flatExtracting(MessagesFailed::messages)
        .extracting(message -> message.reason(), message -> message.toAddress())
        .containsExactly(tuple("suppressed", "never@example.com"));
  }

  @Test
  void a_letter_of_which_a_suppressed_address_would_get_a_copy_goes_to_nobody() {
    queue(sandbox, "bo@example.com", true, null, null);
    database.execute(
        "update messaging.message_content set bcc_addresses = 'cy@example.com never@example.com'");

    settle(FROZEN);

    assertThat(sent.all()).isEmpty();
    assertThat(failed.all())
        .flatExtracting(MessagesFailed::messages)
        .extracting(message -> message.reason())
        .containsExactly("suppressed");
  }

  @Test
  void the_gap_is_kept_by_the_frozen_clock() {
    database.execute("update messaging.sender_account set minimum_gap_millis = 600000");
    queue(sandbox, "one@example.com", true, null);
    queue(sandbox, "two@example.com", true, null);

    settle(FROZEN);
    settle(FROZEN.plus(Duration.ofMinutes(9)));
    assertThat(facts()).hasSize(1);

    settle(FROZEN.plus(Duration.ofMinutes(10)));
    assertThat(facts())
        .extracting(MessageSent::occurredAt)
        .containsExactly(FROZEN, FROZEN.plus(Duration.ofMinutes(10)));
  }

  private List<MessageSent> facts() {
    return sent.all().stream().flatMap(one -> one.messages().stream()).toList();
  }

  private int settle(Instant at) {
    return database.inTransaction(
        work -> {
          var clocks = new RealTime();
          var settling = new SettleSending();
          settling.messages = work.begun();
          settling.accounts = work.accounts();
          settling.providerIds = new ProviderIds_(work.session());
          settling.clocks = clocks;
          settling.sent = sent;
          settling.returned = returned;
          settling.failed = failed;
          var beginning = new BeginSending();
          beginning.messages = work.begun();
          beginning.suppressions =
              (workspaceId, addresses) ->
                  addresses.contains("never@example.com")
                      ? Set.of("never@example.com")
                      : Set.<String>of();
          beginning.clocks = clocks;
          beginning.returned = returned;
          beginning.failed = failed;
          var captured = new SettleCaptured();
          captured.messages = work.begun();
          captured.beginSending = beginning;
          captured.settleSending = settling;
          return captured.settleQueued(workspace, at);
        });
  }

  private void queue(UUID account, String to, boolean test, @Nullable Instant notAfter) {
    queue(account, to, test, notAfter, Ids.next());
  }

  private void queue(
      UUID account,
      String to,
      boolean test,
      @Nullable Instant notAfter,
      @Nullable UUID enrollment) {
    var step = enrollment == null ? null : Integer.valueOf(1);
    var order =
        new SendMessage(
            Ids.next(),
            workspace,
            account,
            enrollment,
            step,
            step,
            Ids.next(),
            to,
            "Bo",
            new MessageContent.Email("Hello", "Hi", null),
            null,
            FROZEN,
            notAfter,
            null,
            test);
    database.inTransaction(
        work -> {
          var queueing = new QueueMessages();
          queueing.messages = work.messages();
          queueing.clocks = new RealTime();
          queueing.queued = new Heard<>();
          queueing.queue(List.of(order));
          return true;
        });
    // Written at the time of its workspace, which the clocks of this test do not know.
    database.execute("update messaging.message set created_at = due_at where test");
  }
}
