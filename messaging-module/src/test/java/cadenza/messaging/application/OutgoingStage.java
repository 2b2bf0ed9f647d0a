package cadenza.messaging.application;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages.Wanted;
import cadenza.messaging.domain.SendResult;
import cadenza.messaging.domain.Settlement;
import cadenza.testing.Heard;
import cadenza.testing.RealTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One account, and what it is given to send. */
abstract class OutgoingStage {
  static final Duration LEASE = Duration.ofMinutes(1);
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();
  final UUID account = Ids.next();
  final RealTime clocks = new RealTime();
  final Heard<MessagesQueued> queued = new Heard<>();
  final List<UUID> supplied = new ArrayList<>();

  @BeforeEach
  void an_account() {
    database.account(workspace, account, "");
  }

  List<BegunMessage> beginCaptured(Instant at) {
    return database.inTransaction(work -> work.begun().beginCaptured(workspace, at, 10));
  }

  List<UUID> stranded() {
    return database.inTransaction(
        work ->
            work.messages().stranded(Duration.ofMinutes(10), 10, supplied).stream()
                .map(one -> one.messageId())
                .toList());
  }

  SendMessage order(@Nullable UUID enrollment, int step, @Nullable UUID thread) {
    return order(account, enrollment, step, thread);
  }

  SendMessage orderOf(UUID sender) {
    return order(sender, null, 1, null);
  }

  SendMessage order(UUID sender, @Nullable UUID enrollment, int step, @Nullable UUID thread) {
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
        null,
        false);
  }

  QueueMessages queueMessages(TestDatabase.Work work) {
    var useCase = new QueueMessages();
    useCase.messages = work.messages();
    useCase.clocks = clocks;
    useCase.queued = queued;
    return useCase;
  }

  void queue(SendMessage... orders) {
    database.inTransaction(
        work -> {
          queueMessages(work).queue(List.of(orders));
          return true;
        });
  }

  List<BegunMessage> begin(SendMessage order) {
    return begin(new Wanted(order.messageId(), UUID.randomUUID()));
  }

  List<BegunMessage> begin(Wanted wanted) {
    return database.inTransaction(work -> work.begun().begin(List.of(wanted), LEASE));
  }

  Set<UUID> settle(SendResult result, List<BegunMessage> begun) {
    List<Settlement> settlements =
        begun.stream().map(one -> result.settle(one, clocks.real())).toList();
    return database.inTransaction(work -> work.begun().settle(settlements).keySet());
  }

  void expire() {
    database.execute("update messaging.message set lease_until = now() - interval '1 second'");
    database.inTransaction(work -> work.begun().expireLeases(10));
  }

  void withdraw(@Nullable UUID enrollment) {
    database.inTransaction(
        work -> work.messages().withdraw(workspace, List.of(enrollment), "cancelled"));
  }

  UUID inbound(UUID thread, String kind, String rfcId) {
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

  String status(SendMessage order) {
    return database.value(
        "select status from messaging.message where id = '" + order.messageId() + "'");
  }

  String rfcId(UUID message) {
    return database.value(
        "select rfc_message_id from messaging.message_content where message_id = '"
            + message
            + "'");
  }
}
