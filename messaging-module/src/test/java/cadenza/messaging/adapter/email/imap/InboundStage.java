package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.SecretBox;
import cadenza.messaging.api.InboundStored;
import cadenza.messaging.api.MessagesSent;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.application.InboundParts;
import cadenza.messaging.application.MatchUnmatched;
import cadenza.messaging.application.RecordInbound;
import cadenza.messaging.application.ResolveUnknown;
import cadenza.messaging.application.SettleSending;
import cadenza.messaging.application.TendThread;
import cadenza.messaging.application.WatchMailboxes;
import cadenza.messaging.domain.Attachments;
import cadenza.messaging.domain.ContactTraces;
import cadenza.messaging.domain.ConversationBook;
import cadenza.messaging.domain.InboundBounces;
import cadenza.messaging.domain.Message;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.ProviderIds;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.StrangersMail;
import cadenza.messaging.domain.ThreadStates;
import cadenza.messaging.domain.UnmatchedMails;
import cadenza.testing.Heard;
import cadenza.testing.ModuleDatabase;
import cadenza.testing.RealTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/** The inbound half of the module on a real database, without a server around it. */
final class InboundStage extends ModuleDatabase<StatelessSession> {
  final UUID workspace = UUID.randomUUID();
  final UUID account = UUID.randomUUID();
  final Map<String, UUID> contacts = new java.util.concurrent.ConcurrentHashMap<>();
  final List<UUID> held = new CopyOnWriteArrayList<>();
  final List<ReplyReceived> replies = new CopyOnWriteArrayList<>();
  final List<MessagesSent> sent = new CopyOnWriteArrayList<>();
  final List<InboundStored> others = new CopyOnWriteArrayList<>();
  final List<SenderAccountTroubled> troubled = new CopyOnWriteArrayList<>();
  final List<SenderAccountRecovered> recovered = new CopyOnWriteArrayList<>();
  private final List<Object> facts = new CopyOnWriteArrayList<>();
  volatile boolean storingFails;
  volatile int roomWhenStoring;

  /** As good as none, for a test's hundred replies are of one sender. */
  volatile int loopReplies = 1_000_000;

  final AtomicInteger refusals = new AtomicInteger();

  InboundStage() {
    super("messaging", Function.identity(), Message.class, SenderAccount.class);
  }

  @Override
  public void clear() {
    super.clear();
    replies.clear();
    others.clear();
    facts.clear();
    sent.clear();
    troubled.clear();
    recovered.clear();
    contacts.clear();
    held.clear();
    storingFails = false;
    loopReplies = 1_000_000;
    refusals.set(0);
  }

  void account(int imapPort) {
    execute(
        "insert into messaging.sender_account (id, workspace_id, channel, address, display_name,"
            + " status, limit_since, created_at, updated_at, imap_host, imap_port, imap_security,"
            + " imap_username, imap_password) values ('%s', '%s', 'EMAIL', 'sales@cadenza.test', '',"
                .formatted(account, workspace)
            + " 'ACTIVE', now(), now(), now(), '127.0.0.1', %d, 'none', 'sales', 'secret')"
                .formatted(imapPort));
  }

  /** A message of an enrollment that left at this instant. */
  UUID sent(String rfcMessageId, String to, String subject, UUID enrollment, Instant at) {
    var message = UUID.randomUUID();
    var thread = UUID.randomUUID();
    execute(
        "insert into messaging.thread values ('%s', '%s', '%s', null, '%s', '%s')"
            .formatted(thread, workspace, account, subject, at));
    execute(
        "insert into messaging.message (id, workspace_id, sender_account_id, direction, status,"
            + " enrollment_id, step_number, occurrence, created_at, begun_at, accepted_at)"
            + " values ('%s', '%s', '%s', 'OUTBOUND', 'SENT', '%s', 1, 1, '%s', '%s', '%s')"
                .formatted(message, workspace, account, enrollment, at, at, at));
    execute(
        "insert into messaging.message_content (message_id, workspace_id, sender_account_id,"
            + " thread_id, from_address, to_address, subject, rfc_message_id, created_at)"
            + " values ('%s', '%s', '%s', '%s', 'sales@cadenza.test', '%s', '%s', '%s', '%s')"
                .formatted(message, workspace, account, thread, to, subject, rfcMessageId, at));
    return thread;
  }

  long count(String from) {
    return Long.parseLong(value("select count(*) from messaging." + from));
  }

  <T> T recording(BiFunction<RecordInbound, StatelessSession, T> work) {
    return telling((session, told) -> work.apply(recordInbound(session, told), session));
  }

  <T> T matching(Function<MatchUnmatched, T> work) {
    return telling(
        (session, told) ->
            work.apply(
                InboundParts.matching(
                    recordInbound(session, told),
                    new KnownContacts(this),
                    event -> told.later(() -> heard(event)))));
  }

  <T> T tending(Function<TendThread, T> work) {
    return telling(
        (session, told) ->
            work.apply(
                InboundParts.tending(
                    (ThreadStates) repository("ThreadStates", session),
                    new RealTime(),
                    event -> told.later(() -> heard(event)))));
  }

  /** As the module does it that hears of the erasure. */
  void erase(UUID contact, String address) {
    telling(
        (session, told) -> {
          InboundParts.following((ContactTraces) repository("ContactTraces", session))
              .erased(workspace, List.of(contact), List.of(address));
          return true;
        });
  }

  /** As the timer does it, for whatever has been read; what is old is not what matters here. */
  void forgetStrangers() {
    telling(
        (session, told) ->
            InboundParts.forgetting(
                    (StrangersMail) repository("StrangersMail", session),
                    new KnownContacts(this),
                    new RealTime())
                .some());
  }

  /** How many mails came in before that may be strangers' and are to be looked at. */
  int strays(Instant before) {
    return inTransaction(
        session ->
            ((StrangersMail) repository("StrangersMail", session)).strays(before, 10).size());
  }

  /** As the timer does it, for all that waits. */
  void lookAgain() {
    execute("update messaging.inbound_mail set look_again_at = now() where look_again_at > now()");
    telling(
        (session, told) -> {
          var looking =
              InboundParts.looking(
                  recordInbound(session, told), event -> told.later(() -> heard(event)));
          looking.due(10).forEach(looking::look);
          return true;
        });
  }

  private RecordInbound recordInbound(StatelessSession session, Told told) {
    var recordInbound = new RecordInbound();
    set(recordInbound, "messages", repository("InboundMessages", session));
    set(recordInbound, "mailboxes", repository("MailboxBook", session));
    set(recordInbound, "clocks", new RealTime());
    set(recordInbound, "resolveUnknown", resolving(session, told));
    InboundParts.into(
        recordInbound,
        new KnownContacts(this),
        (ProviderIds) repository("ProviderIds", session),
        loopReplies,
        (OutgoingMessages) repository("OutgoingMessages", session),
        (InboundBounces) repository("InboundBounces", session),
        (Attachments) repository("Attachments", session),
        (UnmatchedMails) repository("UnmatchedMails", session),
        (ThreadStates) repository("ThreadStates", session),
        new RealTime(),
        event -> told.later(() -> heard(event)));
    return recordInbound;
  }

  private void heard(Object event) {
    if (event instanceof ReplyReceived reply) {
      replies.add(reply);
    } else if (event instanceof InboundStored stored) {
      others.add(stored);
    } else {
      facts.add(event);
    }
  }

  /** What was told beside that a mail was stored. */
  <T> List<T> facts(Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private ResolveUnknown resolving(StatelessSession session, Told told) {
    var settleSending = new SettleSending();
    set(settleSending, "messages", repository("BegunMessages", session));
    set(settleSending, "accounts", repository("SenderAccountBook", session));
    set(settleSending, "providerIds", repository("ProviderIds", session));
    set(settleSending, "clocks", new RealTime());
    set(settleSending, "sent", told.<MessagesSent>into(sent));
    var resolveUnknown = new ResolveUnknown();
    set(resolveUnknown, "messages", repository("OutgoingMessages", session));
    set(resolveUnknown, "begun", repository("BegunMessages", session));
    set(resolveUnknown, "settleSending", settleSending);
    set(resolveUnknown, "clocks", new RealTime());
    return resolveUnknown;
  }

  <T> T watching(Function<WatchMailboxes, T> work) {
    return telling(
        (session, told) -> {
          var watchMailboxes = new WatchMailboxes();
          set(watchMailboxes, "mailboxes", repository("MailboxBook", session));
          set(watchMailboxes, "secrets", new OpenBox());
          set(watchMailboxes, "clocks", new RealTime());
          set(watchMailboxes, "troubled", told.<SenderAccountTroubled>into(troubled));
          set(watchMailboxes, "recovered", told.<SenderAccountRecovered>into(recovered));
          return work.apply(watchMailboxes);
        });
  }

  /** What was fired in a transaction; a test hears of it when it is committed, and only then. */
  private static final class Told {
    private final List<Runnable> inOrder = new ArrayList<>();

    void later(Runnable telling) {
      inOrder.add(telling);
    }

    <E> Heard<E> into(List<E> list) {
      return new Heard<>(event -> inOrder.add(() -> list.add(event)));
    }
  }

  private <T> T telling(BiFunction<StatelessSession, Told, T> work) {
    var told = new Told();
    var result = inTransaction(session -> work.apply(session, told));
    told.inOrder.forEach(Runnable::run);
    return result;
  }

  static ConversationBook conversations(StatelessSession session) {
    return (ConversationBook) repository("ConversationBook", session);
  }

  private static Object repository(String name, StatelessSession session) {
    try {
      return Class.forName("cadenza.messaging.domain." + name + "_")
          .getConstructor(StatelessSession.class)
          .newInstance(session);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(Object target, String field, Object value) {
    try {
      var declared = target.getClass().getDeclaredField(field);
      declared.setAccessible(true);
      declared.set(target, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class OpenBox implements SecretBox {
    @Override
    public String seal(UUID workspaceId, UUID rowId, String purpose, String secret) {
      return secret;
    }

    @Override
    public String open(UUID workspaceId, UUID rowId, String purpose, String sealed) {
      return sealed;
    }
  }
}
