package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.Startup;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.MessagesFailed;
import cadenza.messaging.api.MessagesReturned;
import cadenza.messaging.api.MessagesSent;
import cadenza.messaging.api.ReturnedMessage;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.OutgoingMessages.Wanted;
import cadenza.messaging.domain.ProviderIds_;
import cadenza.messaging.domain.SendResult;
import cadenza.testing.Heard;
import cadenza.testing.RealTime;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Shutdown;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lanes, lines and the committer over a real database, with a provider that is scripted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SendingIT {
  static final Duration LEASE = Duration.ofMinutes(1);
  static TestDatabase database;

  final UUID workspace = Ids.next();
  final RealTime clocks = new RealTime();
  final ExecutorService threads = Executors.newCachedThreadPool();
  final Provider provider = new Provider();
  final Heard<MessagesSent> sent = new Heard<>();
  final Heard<MessagesFailed> failed = new Heard<>();
  final Heard<MessagesReturned> returned = new Heard<>();
  final Heard<MessageOutcomeUnknown> unknown = new Heard<>();
  final Heard<SenderAccountTroubled> troubled = new Heard<>();
  final List<ExecutorService> pools = new ArrayList<>();
  final Map<UUID, String> hosts = new ConcurrentHashMap<>();
  final Set<String> suppressed = ConcurrentHashMap.newKeySet();
  final Set<UUID> poisonous = ConcurrentHashMap.newKeySet();
  final Set<UUID> unclear = ConcurrentHashMap.newKeySet();
  final AtomicInteger commitsToLose = new AtomicInteger();
  final AtomicInteger errorsToThrow = new AtomicInteger();
  final AtomicInteger rounds = new AtomicInteger();
  volatile @Nullable RuntimeException refusing;
  @Nullable Instant closing;
  final Lanes lanes = new Lanes();
  final Committer committer = new Committer();

  @BeforeAll
  static void start() {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @BeforeEach
  void wire_everything() {
    database.clear();
    lanes.threads = managed(threads);
    lanes.committer = committer;
    lanes.transactions = new Transactions();
    lanes.sender = provider;
    lanes.clocks = clocks;
    lanes.connections = 2;
    lanes.threadsAtMost = 128;
    committer.threads = managed(threads);
    committer.transactions = lanes.transactions;
    committer.lanes = lanes;
    committer.meters = new NoMeters();
    committer.heartbeats = new Heartbeats();
    committer.lease = LEASE;
    committer.start(new Startup());
  }

  @AfterEach
  void go_home() {
    lanes.stop(new Shutdown());
    threads.shutdownNow();
    pools.forEach(ExecutorService::shutdownNow);
  }

  @Test
  void everything_is_sent_once_and_recorded() {
    var accounts = accounts(20);
    var orders = queue(accounts, 100);

    wake(orders);

    await(() -> sentIds().size() == 2000);
    assertThat(provider.taken).hasSize(2000).doesNotHaveDuplicates();
    assertThat(count("SENT")).isEqualTo("2000");
    assertThat(provider.mostInHand.get()).isLessThanOrEqualTo(40);
    assertThat(rounds.get()).as("commits are shared").isLessThan(1500);
  }

  @Test
  void a_wake_up_that_comes_twice_sends_once() {
    var orders = queue(accounts(3), 20);

    wake(orders);
    wake(orders);
    await(() -> sentIds().size() == 60);
    wake(orders);

    await(() -> lanes.waiting() == 0 && lanes.inFlight() == 0);
    assertThat(provider.taken).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void a_commit_whose_answer_is_lost_sends_nothing_twice_and_loses_nothing() {
    var orders = queue(accounts(4), 50);
    commitsToLose.set(6);

    wake(orders);

    await(() -> "200".equals(count("SENT")));
    assertThat(provider.taken).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void one_bad_row_holds_up_no_other() {
    var orders = queue(accounts(2), 20);
    poisonous.add(orders.get(7).messageId());

    wake(orders);

    await(() -> "39".equals(count("SENT")));
    assertThat(
            database.value(
                "select status from messaging.message where id = '"
                    + orders.get(7).messageId()
                    + "'"))
        .isEqualTo("SENDING");
    poisonous.clear();
    await(() -> "40".equals(count("SENT")));
    assertThat(provider.taken).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void a_suppressed_address_goes_back_unsent() {
    suppressed.add("bo@example.com");
    var orders = queue(accounts(1), 3);

    wake(orders);

    await(() -> "3".equals(count("CANCELLED")));
    assertThat(provider.taken).isEmpty();
    assertThat(returned.all().get(0).messages().get(0).reason()).isEqualTo("suppressed");
  }

  @Test
  void a_refused_account_stops_and_keeps_its_messages() {
    var orders = queue(accounts(1), 20);
    provider.script =
        message ->
            new Attempt(
                new SendResult.PutBack("535 5.7.8 no", clocks.real()),
                new AccountNews.Troubled("535 5.7.8 no"));

    wake(orders);

    await(
        () ->
            "TROUBLED".equals(database.value("select status from messaging.sender_account"))
                && lanes.inFlight() == 0
                && lanes.waiting() == 0);
    assertThat(count("QUEUED")).isEqualTo("20");
    assertThat(database.value("select sum(attempts) from messaging.message")).isEqualTo("0");
    assertThat(troubled.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.reason()).isEqualTo("535 5.7.8 no"));
  }

  @Test
  void an_account_that_hangs_delays_no_other() {
    var accounts = accounts(3);
    var orders = queue(accounts, 20);
    var release = new CountDownLatch(1);
    provider.script =
        message -> {
          if (message.senderAccountId().equals(accounts.get(0))) {
            awaitQuietly(release);
          }
          return Attempt.of(new SendResult.Accepted());
        };

    wake(orders);

    await(() -> "40".equals(count("SENT")));
    assertThat(Integer.parseInt(count("SENDING"))).isBetween(1, 4);
    release.countDown();
    await(() -> "60".equals(count("SENT")));
  }

  @Test
  void at_a_stop_what_was_not_said_yet_waits_in_the_database() {
    var orders = queue(accounts(2), 200);
    provider.script =
        message -> {
          awaitQuietly(new CountDownLatch(1), 5);
          return Attempt.of(new SendResult.Accepted());
        };
    wake(orders);
    await(() -> provider.taken.size() > 10);

    lanes.stop(new Shutdown());

    assertThat(count("SENDING")).isEqualTo("0");
    assertThat(Integer.parseInt(count("SENT"))).isEqualTo(provider.taken.size());
    assertThat(Integer.parseInt(count("QUEUED"))).isEqualTo(400 - provider.taken.size());
  }

  @Test
  void the_providers_name_of_a_message_is_remembered() {
    var orders = queue(accounts(1), 1);
    provider.script = message -> Attempt.of(new SendResult.Accepted("0102018f-3c-000000"));

    wake(orders);

    await(() -> "1".equals(count("SENT")));
    assertThat(database.value("select provider_id from messaging.provider_message_id"))
        .isEqualTo("0102018f-3c-000000");
  }

  @Test
  void what_was_stopped_on_the_wire_and_put_off_goes_back_and_its_enrollment_hears_of_it() {
    var orders = queue(accounts(1), 1);
    provider.script =
        message -> {
          stop(orders.get(0));
          return Attempt.of(new SendResult.TryLater("451 4.7.1 greylisted"));
        };

    wake(orders);

    await(() -> "1".equals(count("CANCELLED")));
    await(() -> !returned.all().isEmpty());
    assertThat(returned.all().get(0).messages())
        .extracting(ReturnedMessage::messageId)
        .containsExactly(orders.get(0).messageId());
  }

  @Test
  void a_stopped_message_of_unknown_outcome_is_not_sent_again() {
    var order = queue(accounts(1), 1).get(0);
    database.execute("update messaging.message set status = 'SENDING'");
    stop(order);
    database.execute("update messaging.message set status = 'UNKNOWN', begun_at = now()");

    assertThatThrownBy(() -> resolve(order, "resend"))
        .isInstanceOf(ResolveUnknown.MessageStopped.class);
    assertThat(count("UNKNOWN")).isEqualTo("1");
  }

  static List<RuntimeException> refusals() {
    return List.of(
        new IllegalStateException(new SQLTransientConnectionException("the pool is empty")),
        new IllegalStateException(new SQLException("read only", "25006")),
        new IllegalStateException(new SQLException("another password", "28P01")),
        new PersistenceException("the commit said no more"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_database_that_refuses_everything_for_a_while_costs_nothing_but_time(
      RuntimeException refusal) {
    var orders = queue(accounts(2), 20);
    var once = new AtomicBoolean();
    provider.script =
        message -> {
          if (provider.taken.size() >= 10 && once.compareAndSet(false, true)) {
            refusing = refusal;
          }
          return Attempt.of(new SendResult.Accepted());
        };
    wake(orders);
    await(once::get);
    awaitQuietly(new CountDownLatch(1), 6000);

    refusing = null;

    await(() -> "40".equals(count("SENT")));
    assertThat(provider.taken).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void begins_that_are_refused_for_a_while_leave_no_line_waiting_for_ever() {
    refusing = new IllegalStateException(new SQLException("read only", "25006"));
    wake(queue(accounts(1), 8));
    awaitQuietly(new CountDownLatch(1), 6000);

    refusing = null;

    await(() -> "8".equals(count("SENT")));
  }

  @Test
  void one_that_fails_for_an_unclear_reason_and_came_first_holds_up_no_other() {
    var accounts = accounts(2);
    var first = queue(List.of(accounts.get(0)), 1);
    var others = queue(List.of(accounts.get(1)), 10);
    unclear.add(first.get(0).messageId());
    wake(first);
    awaitQuietly(new CountDownLatch(1), 500);

    wake(others);

    await(() -> "10".equals(count("SENT")));
    assertThat(count("SENDING")).isEqualTo("1");
    unclear.clear();
    await(() -> "11".equals(count("SENT")));
  }

  @Test
  void the_committer_outlives_errors() {
    errorsToThrow.set(3);

    wake(queue(accounts(2), 20));

    await(() -> "40".equals(count("SENT")));
    assertThat(provider.taken).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void a_result_that_never_can_be_recorded_shows_as_an_unknown_outcome_and_is_tried_on() {
    var orders = queue(accounts(2), 10);
    poisonous.add(orders.get(3).messageId());

    wake(orders);

    await(() -> "19".equals(count("SENT")) && "1".equals(count("UNKNOWN")));
    assertThat(database.value("select reason from messaging.message where status = 'UNKNOWN'"))
        .contains("SENT");
    poisonous.clear();
    await(() -> "20".equals(count("SENT")));
  }

  @Test
  void nothing_begins_its_data_behind_the_end_of_its_window() {
    closing = clocks.real().plusMillis(1500);
    var orders = queue(accounts(1), 1);
    provider.patience = () -> awaitQuietly(new CountDownLatch(1), 2000);

    wake(orders);

    await(() -> "1".equals(count("CANCELLED")));
    assertThat(provider.taken).isEmpty();
    await(() -> !returned.all().isEmpty());
  }

  @Test
  void lines_without_work_give_their_threads_to_others() {
    fewThreads(2);
    var orders = queue(accounts(8), 1);
    long before = System.nanoTime();

    wake(orders);

    await(() -> "8".equals(count("SENT")));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void a_server_that_hangs_with_many_accounts_leaves_threads_to_the_others() {
    fewThreads(8);
    var hanging = accounts(10);
    var other = accounts(1);
    hanging.forEach(account -> hosts.put(account, "hanging"));
    wake(queue(hanging, 1));
    wake(queue(other, 1));
    await(() -> "11".equals(count("SENT")));
    var release = new CountDownLatch(1);
    provider.script =
        message -> {
          if (hanging.contains(message.senderAccountId())) {
            awaitQuietly(release);
          }
          return Attempt.of(new SendResult.Accepted());
        };
    wake(queue(hanging, 3));
    await(() -> lanes.inFlight() >= 6);

    wake(queue(other, 5));

    await(() -> "16".equals(count("SENT")));
    release.countDown();
    await(() -> "46".equals(count("SENT")));
    assertThat(provider.taken).doesNotHaveDuplicates();
  }

  private void fewThreads(int many) {
    var few = Executors.newFixedThreadPool(many);
    pools.add(few);
    lanes.threads = managed(few);
    lanes.threadsAtMost = many;
  }

  @Test
  void what_waited_for_more_than_a_week_goes_back_for_a_person_to_look_at() {
    var orders = queue(accounts(1), 2);
    database.execute(
        "update messaging.message set created_at = created_at - interval '7 days 1 minute'"
            + " where id = '"
            + orders.get(0).messageId()
            + "'");

    wake(orders);

    await(() -> "1".equals(count("CANCELLED")) && "1".equals(count("SENT")));
    await(() -> !returned.all().isEmpty());
    assertThat(returned.all().get(0).messages())
        .singleElement()
        .satisfies(one -> assertThat(one.isOverdue()).isTrue());
  }

  @Test
  void what_is_sent_again_a_day_later_waits_for_the_limits_of_its_account() {
    var account = accounts(1).get(0);
    var orders = queue(List.of(account), 2);
    database.execute("update messaging.sender_account set daily_limit = 1");
    database.execute(
        "update messaging.message set status = 'SENT', accepted_at = now() where id = '"
            + orders.get(0).messageId()
            + "'");
    database.execute(
        "update messaging.message set status = 'UNKNOWN', begun_at = now() - interval '25 hours'"
            + " where status = 'QUEUED'");

    resolve(orders.get(1), "resend");

    assertThat(
            database.value(
                "select next_attempt_at > now() + interval '23 hours' from messaging.message"
                    + " where status = 'QUEUED'"))
        .isEqualTo("true");
  }

  private void stop(SendMessage order) {
    database.inTransaction(
        work -> work.messages().withdraw(workspace, List.of(order.enrollmentId()), "paused"));
  }

  private void resolve(SendMessage order, String outcome) {
    database.inTransaction(
        work -> {
          var useCase = new ResolveUnknown();
          useCase.messages = work.messages();
          useCase.accounts = work.accounts();
          useCase.queued = new Heard<>();
          useCase.clocks = clocks;
          useCase.resolve(workspace, order.messageId(), outcome);
          return true;
        });
  }

  private List<UUID> accounts(int many) {
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < many; i++) {
      ids.add(Ids.next());
      database.account(workspace, ids.get(i), "smtp_host = 'mx', smtp_port = 25");
    }
    return ids;
  }

  private List<SendMessage> queue(List<UUID> accounts, int each) {
    var orders = new ArrayList<SendMessage>();
    for (var account : accounts) {
      for (int i = 0; i < each; i++) {
        orders.add(
            new SendMessage(
                Ids.next(),
                workspace,
                account,
                Ids.next(),
                1,
                1,
                Ids.next(),
                "bo@example.com",
                "Bo",
                new MessageContent.Email("Hello", "Hi", null),
                null,
                Instant.parse("2026-01-05T09:00:00Z"),
                closing,
                false));
      }
    }
    database.inTransaction(
        work -> {
          var useCase = new QueueMessages();
          useCase.messages = work.messages();
          useCase.clocks = clocks;
          useCase.queued = new Heard<>();
          useCase.queue(orders);
          return true;
        });
    return orders;
  }

  private void wake(List<SendMessage> orders) {
    for (var order : orders) {
      lanes.offer(order.senderAccountId(), List.of(order.messageId()));
    }
  }

  private Set<UUID> sentIds() {
    var ids = new HashSet<UUID>();
    sent.all().forEach(one -> one.messages().forEach(message -> ids.add(message.messageId())));
    return ids;
  }

  private String count(String status) {
    return database.value("select count(*) from messaging.message where status = '" + status + "'");
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      awaitQuietly(new CountDownLatch(1), 20);
    }
  }

  private static void awaitQuietly(CountDownLatch latch, long millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    awaitQuietly(latch, 60_000);
  }

  private static ManagedExecutorService managed(ExecutorService threads) {
    return (ManagedExecutorService)
        Proxy.newProxyInstance(
            SendingIT.class.getClassLoader(),
            new Class<?>[] {ManagedExecutorService.class},
            (proxy, method, arguments) -> method.invoke(threads, arguments));
  }

  /** The provider: takes everything unless scripted, and keeps count of what it was given. */
  private final class Provider implements ChannelSender {
    final List<UUID> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger mostInHand = new AtomicInteger();
    volatile Runnable patience = () -> {};
    volatile Function<BegunMessage, Attempt> script =
        message -> Attempt.of(new SendResult.Accepted());

    @Override
    public Wire wireFor(SendingMailbox mailbox) {
      return new Wire() {
        @Override
        public Attempt send(BegunMessage message, Permit permit) {
          mostInHand.accumulateAndGet(lanes.inFlight() / 2, Math::max);
          patience.run();
          if (!permit.stillGranted()) {
            return Attempt.of(new SendResult.PutBack("stopped", clocks.real().plusSeconds(1)));
          }
          var attempt = script.apply(message);
          if (attempt.result() instanceof SendResult.Accepted) {
            taken.add(message.id());
          }
          return attempt;
        }

        @Override
        public void cutIfHanging() {}

        @Override
        public void close() {}
      };
    }
  }

  /** Transactions without a container; now and then the answer to a commit gets lost. */
  private final class Transactions extends SendingTransactions {
    @Override
    public List<BegunMessage> round(List<Settled> results, List<Wanted> wanted) {
      rounds.incrementAndGet();
      refuseWhileRefusing();
      if (errorsToThrow.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new OutOfMemoryError("so many bodies");
      }
      var begun =
          database.inTransaction(
              work -> {
                var round = new CommitRound();
                round.settleSending = new SettleSending();
                round.settleSending.messages = work.messages();
                round.settleSending.accounts = work.accounts();
                round.settleSending.providerIds = new ProviderIds_(work.session());
                round.settleSending.clocks = clocks;
                round.settleSending.sent = sent;
                round.settleSending.failed = failed;
                round.settleSending.returned = returned;
                round.settleSending.unknown = unknown;
                round.settleSending.troubled = troubled;
                round.beginSending = new BeginSending();
                round.beginSending.messages = work.messages();
                round.beginSending.suppressions = suppressions();
                round.beginSending.clocks = clocks;
                round.beginSending.returned = returned;
                round.beginSending.lease = LEASE;
                for (var result : results) {
                  var settlement = result.settlement();
                  if (unclear.contains(settlement.message().id())) {
                    throw new PersistenceException("the commit said no more");
                  }
                  if (settlement.status() == MessageStatus.SENT
                      && poisonous.contains(settlement.message().id())) {
                    work.session().createNativeQuery("select 1/0", Integer.class).getSingleResult();
                  }
                }
                return round.run(results, wanted);
              });
      if (commitsToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException(new SQLException("the answer got lost", "08006"));
      }
      return begun;
    }

    @Override
    public Set<UUID> renew(List<BegunMessage> inHand) {
      return database.inTransaction(work -> work.messages().renew(inHand, LEASE));
    }

    private void refuseWhileRefusing() {
      var refusal = refusing;
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public boolean mayGo(BegunMessage message) {
      return database.inTransaction(
          work -> work.messages().isStillBegun(message.id(), message.fence()));
    }

    @Override
    public Optional<SendingMailbox> mailbox(UUID workspaceId, UUID senderAccountId) {
      var host = hosts.getOrDefault(senderAccountId, "mx");
      var server = new MailServer(host, 25, MailServer.Security.NONE, null, null);
      return Optional.of(new SendingMailbox(senderAccountId, "ann@example.com", 0, server));
    }

    @Override
    public void hold(Wanted wanted, String reason) {
      refuseWhileRefusing();
      database.inTransaction(
          work -> {
            work.messages().hold(wanted, reason, Duration.ofMinutes(5));
            return true;
          });
    }
  }

  private SuppressionList suppressions() {
    return (workspaceId, addresses) -> {
      var closed = new HashSet<String>();
      for (var address : addresses) {
        if (suppressed.contains(address)) {
          closed.add(address.toLowerCase(Locale.ROOT));
        }
      }
      return closed;
    };
  }

  private static final class NoMeters extends SendingMeters {
    @Override
    public void committed(List<Settled> results, int begun) {}

    @Override
    public void heldBack() {}
  }
}
