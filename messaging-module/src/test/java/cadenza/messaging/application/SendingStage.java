package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.Startup;
import cadenza.messaging.adapter.event.PaceParts;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.MessagesFailed;
import cadenza.messaging.api.MessagesReturned;
import cadenza.messaging.api.MessagesSent;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages.Wanted;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.PaceBook_;
import cadenza.messaging.domain.ProviderIds_;
import cadenza.messaging.domain.SendResult;
import cadenza.testing.Heard;
import cadenza.testing.RealTime;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Shutdown;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lanes, lines and the committer over a real database, with a provider that is scripted. */
abstract class SendingStage {
  static final Duration LEASE = Duration.ofMinutes(1);
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();
  final RealTime clocks = new RealTime();
  final ExecutorService threads = Executors.newCachedThreadPool();
  final Provider provider = new Provider();
  final Heard<MessagesSent> sent = new Heard<>();
  final Heard<MessagesFailed> failed = new Heard<>();
  final Heard<MessagesReturned> returned = new Heard<>();
  final Heard<MessageOutcomeUnknown> unknown = new Heard<>();
  final Heard<MessageBounced> bounced = new Heard<>();
  final Heard<SuppressAddresses> suppressing = new Heard<>();
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

  @BeforeEach
  void wire_everything() {
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
    committer.number = 2;
    committer.start(new Startup());
  }

  @AfterEach
  void go_home() {
    lanes.stop(new Shutdown());
    threads.shutdownNow();
    pools.forEach(ExecutorService::shutdownNow);
  }

  void stop(SendMessage order) {
    database.inTransaction(
        work -> work.messages().withdraw(workspace, List.of(order.enrollmentId()), "paused"));
  }

  void resolve(SendMessage order, String outcome) {
    database.inTransaction(
        work -> {
          var useCase = new ResolveUnknown();
          useCase.messages = work.messages();
          useCase.begun = work.begun();
          useCase.requireRoom = new RequireRoom();
          useCase.requireRoom.accounts = work.accounts();
          useCase.requireRoom.paces = new PaceBook_(work.session());
          useCase.requireRoom.recipientPace = PaceParts.recipients(work.session());
          useCase.queued = new Heard<>();
          useCase.clocks = clocks;
          useCase.resolve(workspace, order.messageId(), outcome);
          return true;
        });
  }

  List<UUID> accounts(int many) {
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < many; i++) {
      ids.add(Ids.next());
      database.account(workspace, ids.get(i), "smtp_host = 'mx', smtp_port = 25");
    }
    return ids;
  }

  List<SendMessage> queue(List<UUID> accounts, int each) {
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
                null,
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

  void wake(List<SendMessage> orders) {
    for (var order : orders) {
      lanes.offer(order.senderAccountId(), List.of(order.messageId()));
    }
  }

  Set<UUID> sentIds() {
    var ids = new HashSet<UUID>();
    sent.all().forEach(one -> one.messages().forEach(message -> ids.add(message.messageId())));
    return ids;
  }

  String count(String status) {
    return database.value("select count(*) from messaging.message where status = '" + status + "'");
  }

  static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      awaitQuietly(new CountDownLatch(1), 20);
    }
  }

  static void awaitQuietly(CountDownLatch latch, long millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void awaitQuietly(CountDownLatch latch) {
    awaitQuietly(latch, 60_000);
  }

  static ManagedExecutorService managed(ExecutorService threads) {
    return (ManagedExecutorService)
        Proxy.newProxyInstance(
            SendingStage.class.getClassLoader(),
            new Class<?>[] {ManagedExecutorService.class},
            (proxy, method, arguments) -> method.invoke(threads, arguments));
  }

  /** The provider: takes everything unless scripted, and keeps count of what it was given. */
  final class Provider implements ChannelSender {
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
  final class Transactions extends SendingTransactions {
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
                round.settleSending.messages = work.begun();
                round.settleSending.accounts = work.accounts();
                round.settleSending.providerIds = new ProviderIds_(work.session());
                round.settleSending.clocks = clocks;
                round.settleSending.sent = sent;
                round.settleSending.failed = failed;
                round.settleSending.returned = returned;
                round.settleSending.unknown = unknown;
                round.settleSending.refusedRecipients = new RefusedRecipients();
                round.settleSending.refusedRecipients.messageBounced = bounced;
                round.settleSending.refusedRecipients.suppressAddresses = suppressing;
                round.settleSending.troubled = troubled;
                round.beginSending = new BeginSending();
                round.beginSending.messages = work.begun();
                round.beginSending.suppressions = suppressions();
                round.beginSending.clocks = clocks;
                round.beginSending.returned = returned;
                round.beginSending.failed = failed;
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
      return database.inTransaction(work -> work.begun().renew(inHand, LEASE));
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
          work -> work.begun().isStillBegun(message.id(), message.fence()));
    }

    @Override
    public Optional<SendingMailbox> mailbox(UUID workspaceId, UUID senderAccountId) {
      var host = hosts.getOrDefault(senderAccountId, "mx");
      var server = new MailServer(host, 25, MailServer.Security.NONE, null, null);
      return Optional.of(
          new SendingMailbox(workspaceId, senderAccountId, "ann@example.com", 0, false, server));
    }

    @Override
    public void hold(Wanted wanted, String reason) {
      refuseWhileRefusing();
      database.inTransaction(
          work -> {
            work.begun().hold(wanted, reason, Duration.ofMinutes(5));
            return true;
          });
    }
  }

  SuppressionList suppressions() {
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

  static final class NoMeters extends SendingMeters {
    @Override
    public void committed(List<Settled> results, int begun) {}

    @Override
    public void heldBack() {}

    @Override
    public void hitsDropped(long hits) {}
  }
}
