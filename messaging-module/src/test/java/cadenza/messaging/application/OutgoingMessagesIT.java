package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.Capacity;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.OutgoingMessages.Wanted;
import cadenza.messaging.domain.OutgoingMessages.Withdrawn;
import cadenza.messaging.domain.SendResult;
import cadenza.messaging.domain.Settlement;
import cadenza.testing.Heard;
import cadenza.testing.RealTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutgoingMessagesIT {
  static final Duration LEASE = Duration.ofMinutes(1);
  static TestDatabase database;

  final UUID workspace = Ids.next();
  final UUID account = Ids.next();
  final RealTime clocks = new RealTime();
  final Heard<MessagesQueued> queued = new Heard<>();
  final List<UUID> supplied = new ArrayList<>();

  @BeforeAll
  static void start() {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @BeforeEach
  void an_account() {
    database.clear();
    database.account(workspace, account, "");
  }

  @Test
  void a_repeated_order_changes_nothing() {
    var order = order(Ids.next(), 1, null);

    queue(order);
    queue(order, order(order.enrollmentId(), 1, null));

    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("1");
    assertThat(database.value("select count(*) from messaging.message_content")).isEqualTo("1");
    assertThat(database.value("select count(*) from messaging.thread")).isEqualTo("1");
    assertThat(queued.all()).hasSize(1);
  }

  @Test
  void a_cancelled_message_makes_room_for_another_of_the_same_step() {
    var first = order(Ids.next(), 1, null);
    queue(first);
    withdraw(first.enrollmentId());

    queue(order(first.enrollmentId(), 1, null));

    assertThat(
            database.value("select string_agg(status, ',' order by status) from messaging.message"))
        .isEqualTo("CANCELLED,QUEUED");
  }

  @Test
  void a_message_id_is_made_of_the_senders_domain() {
    queue(order(Ids.next(), 1, null));

    assertThat(database.value("select rfc_message_id from messaging.message_content"))
        .matches("<[0-9a-v]{26}@example\\.com>");
  }

  @Test
  void a_follow_up_answers_the_step_before_it_under_the_same_subject() {
    var first = order(Ids.next(), 1, null);
    queue(first);
    settle(new SendResult.Accepted(), begin(first));
    var thread = UUID.fromString(database.value("select id from messaging.thread"));
    var second = order(first.enrollmentId(), 2, thread);
    queue(second);

    var begun = begin(second).get(0);

    assertThat(begun.subject()).isEqualTo("Re: Hello");
    assertThat(begun.threadId()).isEqualTo(thread);
    assertThat(begun.inReplyTo()).isEqualTo(rfcId(first.messageId())).isEqualTo(begun.references());
    settle(new SendResult.Accepted(), List.of(begun));
    var third = order(first.enrollmentId(), 3, thread);
    queue(third);
    assertThat(begin(third).get(0).references())
        .isEqualTo(rfcId(first.messageId()) + " " + rfcId(second.messageId()));
    assertThat(database.value("select count(*) from messaging.thread")).isEqualTo("1");
  }

  @Test
  void a_follow_up_answers_the_contacts_message_where_there_is_one() {
    var first = order(Ids.next(), 1, null);
    queue(first);
    settle(new SendResult.Accepted(), begin(first));
    var thread = UUID.fromString(database.value("select id from messaging.thread"));
    inbound(thread, "REPLY", "<reply@elsewhere>");
    inbound(thread, "AUTO_REPLY", "<vacation@elsewhere>");
    var second = order(first.enrollmentId(), 2, thread);
    queue(second);

    assertThat(begin(second).get(0).inReplyTo()).isEqualTo("<reply@elsewhere>");
  }

  @Test
  void a_begun_message_is_begun_once() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    assertThat(begin(order)).hasSize(1);
    assertThat(begin(order)).isEmpty();
  }

  @Test
  void a_begin_whose_answer_was_lost_can_be_repeated_by_its_owner() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());

    var first = begin(wanted).get(0);
    var again = begin(wanted).get(0);

    assertThat(again.fence()).isEqualTo(first.fence() + 1);
  }

  @Test
  void a_result_with_an_old_fence_is_refused() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());
    var stale = begin(wanted);
    begin(wanted);

    assertThat(settle(new SendResult.Accepted(), stale)).isEmpty();
    assertThat(status(order)).isEqualTo("SENDING");
  }

  @Test
  void a_begin_whose_answer_was_lost_can_be_repeated_behind_the_end_of_its_lease() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());
    begin(wanted);
    expire();

    assertThat(begin(wanted)).hasSize(1);
    assertThat(status(order)).isEqualTo("SENDING");
  }

  @Test
  void a_begin_whose_answer_was_lost_is_not_repeated_behind_a_stop() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var wanted = new Wanted(order.messageId(), UUID.randomUUID());
    begin(wanted);

    withdraw(order.enrollmentId());

    assertThat(begin(wanted)).isEmpty();
  }

  @Test
  void a_lease_is_renewed_only_while_the_message_is_still_in_hand() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var begun = begin(order);

    assertThat(renew(begun)).containsExactly(order.messageId());
    expire();
    assertThat(renew(begun)).isEmpty();
  }

  @Test
  void what_was_answered_before_its_lease_ran_out_has_left() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    begin(order);
    var thread = UUID.fromString(database.value("select thread_id from messaging.message_content"));
    var reply = inbound(thread, "REPLY", "<reply@elsewhere>");
    database.execute(
        "insert into messaging.inbound_mail (message_id, workspace_id, sender_account_id, identity,"
            + " rfc_message_id, folder, history, matched_message_id, matched_by, other_sender)"
            + " values ('%s', '%s', '%s', 'one', '<reply@elsewhere>', 'INBOX', false, '%s',"
                .formatted(reply, workspace, account, order.messageId())
            + " 'header', false)");
    var other = order(Ids.next(), 1, null);
    queue(other);
    begin(other);
    expire();

    List<Withdrawn> answered =
        database.inTransaction(
            work -> work.messages().answered(List.of(order.messageId(), other.messageId())));

    assertThat(answered).extracting(Withdrawn::messageId).containsExactly(order.messageId());
  }

  @Test
  void an_order_that_no_message_comes_of_fails_where_it_is_given() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    withdraw(order.enrollmentId());

    assertThatThrownBy(() -> queue(order)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_late_result_still_settles_an_unknown_outcome() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var begun = begin(order);
    expire();
    assertThat(status(order)).isEqualTo("UNKNOWN");

    settle(new SendResult.Accepted(), begun);

    assertThat(status(order)).isEqualTo("SENT");
  }

  @Test
  void nothing_begins_from_a_paused_account() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    database.execute("update messaging.sender_account set status = 'PAUSED'");

    assertThat(begin(order)).isEmpty();
    assertThat(status(order)).isEqualTo("QUEUED");
  }

  @Test
  void nothing_begins_that_was_withdrawn() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    withdraw(order.enrollmentId());

    assertThat(begin(order)).isEmpty();
    assertThat(status(order)).isEqualTo("CANCELLED");
  }

  @Test
  void what_was_stopped_after_its_begin_is_never_tried_again() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    var begun = begin(order);

    withdraw(order.enrollmentId());

    assertThat(stillBegun(begun.get(0))).isFalse();
    settle(new SendResult.TryLater("451 4.7.1 greylisted"), begun);
    assertThat(status(order)).isEqualTo("CANCELLED");
  }

  @Test
  void what_was_put_off_waits_for_its_next_attempt() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    settle(new SendResult.TryLater("451 4.7.1 greylisted"), begin(order));

    assertThat(status(order)).isEqualTo("QUEUED");
    assertThat(begin(order)).isEmpty();
    assertThat(
            database.value(
                "select next_attempt_at >= now() + interval '4 minutes 59 seconds'"
                    + " and attempts = 1 from messaging.message"))
        .isEqualTo("true");
  }

  @Test
  void a_lost_wake_up_is_found_again() {
    var order = order(Ids.next(), 1, null);
    queue(order);

    assertThat(stranded()).isEmpty();
    database.execute("update messaging.message set created_at = now() - interval '11 seconds'");
    assertThat(stranded()).containsExactly(order.messageId());
  }

  @Test
  void what_one_account_has_waiting_keeps_nobody_elses_retries_from_being_found() {
    var others = Ids.next();
    database.account(workspace, others, "");
    for (int i = 0; i < 20; i++) {
      queue(order(Ids.next(), 1, null));
    }
    database.execute(
        "update messaging.message set created_at = now() - interval '1 day',"
            + " due_at = now() - interval '1 day'");
    var retry = orderOf(others);
    queue(retry);
    database.execute(
        "update messaging.message set next_attempt_at = now() where sender_account_id = '"
            + others
            + "'");

    assertThat(stranded()).hasSize(11).contains(retry.messageId());
    supplied.add(account);
    assertThat(stranded()).containsExactly(retry.messageId());
  }

  @Test
  void an_account_without_limits_takes_on_no_more_than_can_wait() {
    database.execute(
        "insert into messaging.message (id, workspace_id, sender_account_id, direction, status,"
            + " enrollment_id, step_number, occurrence, due_at, created_at)"
            + " select gen_random_uuid(), '%s', '%s', 'OUTBOUND', 'QUEUED',"
                .formatted(workspace, account)
            + " gen_random_uuid(), 1, 1, now(), now() from generate_series(1, 1990)");

    assertThat(capacity().grant(500, clocks.real()).granted()).isEqualTo(10);
    assertThat(capacity().grant(500, clocks.real()).refusal()).isEqualTo("queue_full");
    assertThat(capacity().grant(10, clocks.real()).refusal()).isNull();
  }

  @Test
  void a_captured_message_that_must_wait_is_not_begun_over_and_over() {
    var order = order(Ids.next(), 1, null);
    queue(order);
    database.execute("update messaging.message set test = true");
    database.execute("update messaging.sender_account set sandbox = true");
    var now = clocks.real();
    var begun = beginCaptured(now);
    var later = now.plusSeconds(60);
    database.inTransaction(
        work ->
            work.messages()
                .settle(
                    List.of(
                        new Settlement(
                            begun.get(0),
                            MessageStatus.QUEUED,
                            now,
                            later,
                            "minimum_gap",
                            false))));

    assertThat(beginCaptured(now)).isEmpty();
    Optional<Instant> next =
        database.inTransaction(work -> work.messages().nextCaptured(workspace, now));
    assertThat(next).contains(later);
    assertThat(beginCaptured(later)).hasSize(1);
  }

  private List<BegunMessage> beginCaptured(Instant at) {
    return database.inTransaction(work -> work.messages().beginCaptured(workspace, at, 10));
  }

  @Test
  void an_account_with_a_gap_sends_one_at_a_time() {
    database.execute("update messaging.sender_account set minimum_gap_millis = 3600000");
    var first = order(Ids.next(), 1, null);
    queue(first);
    assertThat(gapIsOver(first.messageId())).isTrue();
    settle(new SendResult.Accepted(), begin(first));

    assertThat(gapIsOver(Ids.next())).isFalse();
  }

  @Test
  void a_daily_limit_holds_however_many_ask_at_once() throws Exception {
    database.execute("update messaging.sender_account set daily_limit = 50");
    var threads = Executors.newFixedThreadPool(8);
    try {
      var asking = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 64; i++) {
        asking.add(this::reserveAndQueueThree);
      }
      int granted = 0;
      for (var answer : threads.invokeAll(asking)) {
        granted += answer.get();
      }
      for (int more = 1; more > 0; granted += more) {
        more = reserveAndQueueThree();
      }
      assertThat(granted).isEqualTo(50);
    } finally {
      threads.shutdown();
    }
    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("50");
  }

  @Test
  void a_released_reservation_is_free_again() {
    database.execute("update messaging.sender_account set daily_limit = 1");
    var order = order(Ids.next(), 1, null);
    queue(order);
    assertThat(capacity().grant(1, clocks.real()).refusal()).isEqualTo("daily_limit");

    withdraw(order.enrollmentId());

    assertThat(capacity().grant(1, clocks.real()).granted()).isEqualTo(1);
  }

  private int reserveAndQueueThree() {
    return database.inTransaction(
        work -> {
          var free = work.accounts().lockForReserve(List.of(account), clocks.real());
          if (free.isEmpty()) {
            return 0;
          }
          int granted = free.get(0).grant(3, clocks.real()).granted();
          var orders = new ArrayList<SendMessage>();
          for (int i = 0; i < granted; i++) {
            orders.add(order(Ids.next(), 1, null));
          }
          queueMessages(work).queue(orders);
          return granted;
        });
  }

  private Capacity capacity() {
    return database
        .inTransaction(work -> work.accounts().look(workspace, account, clocks.real()))
        .get(0);
  }

  private boolean gapIsOver(UUID asking) {
    return database.inTransaction(
        work -> work.messages().gapIsOver(account, List.of(asking), clocks.real()));
  }

  private boolean stillBegun(BegunMessage message) {
    return database.inTransaction(
        work -> work.messages().isStillBegun(message.id(), message.fence()));
  }

  private List<UUID> stranded() {
    return database.inTransaction(
        work ->
            work.messages().stranded(Duration.ofSeconds(10), 10, supplied).stream()
                .map(one -> one.messageId())
                .toList());
  }

  private SendMessage order(@Nullable UUID enrollment, int step, @Nullable UUID thread) {
    return order(account, enrollment, step, thread);
  }

  private SendMessage orderOf(UUID sender) {
    return order(sender, null, 1, null);
  }

  private SendMessage order(
      UUID sender, @Nullable UUID enrollment, int step, @Nullable UUID thread) {
    return new SendMessage(
        Ids.next(),
        workspace,
        sender,
        enrollment == null ? Ids.next() : enrollment,
        step,
        1,
        Ids.next(),
        "bo@example.com",
        "Bo",
        new MessageContent.Email("Hello", "Hi Bo", null),
        thread,
        Instant.parse("2026-01-05T09:00:00Z"),
        null,
        false);
  }

  private QueueMessages queueMessages(TestDatabase.Work work) {
    var useCase = new QueueMessages();
    useCase.messages = work.messages();
    useCase.clocks = clocks;
    useCase.queued = queued;
    return useCase;
  }

  private void queue(SendMessage... orders) {
    database.inTransaction(
        work -> {
          queueMessages(work).queue(List.of(orders));
          return true;
        });
  }

  private List<BegunMessage> begin(SendMessage order) {
    return begin(new Wanted(order.messageId(), UUID.randomUUID()));
  }

  private List<BegunMessage> begin(Wanted wanted) {
    return database.inTransaction(work -> work.messages().begin(List.of(wanted), LEASE));
  }

  private Set<UUID> settle(SendResult result, List<BegunMessage> begun) {
    List<Settlement> settlements =
        begun.stream().map(one -> result.settle(one, clocks.real())).toList();
    return database.inTransaction(work -> work.messages().settle(settlements).keySet());
  }

  private void expire() {
    database.execute("update messaging.message set lease_until = now() - interval '1 second'");
    database.inTransaction(work -> work.messages().expireLeases(10));
  }

  private Set<UUID> renew(List<BegunMessage> inHand) {
    return database.inTransaction(work -> work.messages().renew(inHand, LEASE));
  }

  private void withdraw(@Nullable UUID enrollment) {
    database.inTransaction(
        work -> work.messages().withdraw(workspace, List.of(enrollment), "cancelled"));
  }

  private UUID inbound(UUID thread, String kind, String rfcId) {
    var id = Ids.next();
    database.execute(
        "insert into messaging.message (id, workspace_id, sender_account_id, direction, status,"
            + " kind, created_at) values ('%s', '%s', '%s', 'INBOUND', 'RECEIVED', '%s', now())"
                .formatted(id, workspace, account, kind));
    database.execute(
        "insert into messaging.message_content (message_id, workspace_id, sender_account_id,"
            + " thread_id, from_address, to_address, subject, rfc_message_id, created_at) values"
            + " ('%s', '%s', '%s', '%s', 'bo@example.com', 'ann@example.com', 'Re: Hello', '%s',"
                .formatted(id, workspace, account, thread, rfcId)
            + " now())");
    return id;
  }

  private String status(SendMessage order) {
    return database.value(
        "select status from messaging.message where id = '" + order.messageId() + "'");
  }

  private String rfcId(UUID message) {
    return database.value(
        "select rfc_message_id from messaging.message_content where message_id = '"
            + message
            + "'");
  }
}
