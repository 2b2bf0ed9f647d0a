package cadenza.sequences.application;

import cadenza.access.api.WorkspaceCard;
import cadenza.access.api.Workspaces;
import cadenza.contacts.api.Audience;
import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.EnsureContact;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Page;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccounts;
import cadenza.messaging.api.SenderCapacity;
import cadenza.messaging.api.SentMail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The other modules as this one sees them: their questions, answered from memory. */
final class Neighbours {
  static final UUID WORKSPACE = new UUID(1, 1);
  static final UUID ACCOUNT = new UUID(1, 2);

  volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");
  volatile int granted = Integer.MAX_VALUE;
  volatile @Nullable String refusal;
  volatile int setAside;
  final Map<UUID, Recipient> recipients = new ConcurrentHashMap<>();
  final Map<UUID, Conversations.MessageCard> messages = new ConcurrentHashMap<>();

  /** How often somebody has asked for messages. */
  final AtomicInteger questions = new AtomicInteger();

  UUID contact(int number) {
    return contact(number, Map.of("first_name", "Avery", "full_name", "Avery Chen"));
  }

  UUID contact(int number, Map<String, String> variables) {
    var id = new UUID(7, number);
    var address = "buyer" + number + "@example.com";
    recipients.put(
        id, new Recipient(id, WORKSPACE, "Avery Chen", address, null, variables, false, false));
    return id;
  }

  void suppress(UUID contact) {
    recipients.computeIfPresent(
        contact,
        (id, r) ->
            new Recipient(
                id,
                r.workspaceId(),
                r.fullName(),
                r.address(),
                r.zone(),
                r.variables(),
                true,
                r.doNotTrack()));
  }

  void message(UUID id, UUID threadId, String status) {
    messages.put(
        id,
        new Conversations.MessageCard(
            id,
            WORKSPACE,
            threadId,
            ACCOUNT,
            "OUTBOUND",
            status,
            null,
            null,
            null,
            "a@b.example",
            "",
            "b@b.example",
            List.of(),
            List.of(),
            null,
            false,
            false,
            "Subject",
            null,
            null,
            null,
            null,
            null,
            null,
            now,
            null,
            null,
            List.of()));
  }

  final Clocks clocks =
      new Clocks() {
        @Override
        public Instant of(UUID workspaceId) {
          return now;
        }

        @Override
        public Instant real() {
          return now;
        }
      };

  final Workspaces workspaces =
      id -> new WorkspaceCard(id, "Test", ZoneId.of("Europe/Berlin"), false);

  final Set<String> suppressed = ConcurrentHashMap.newKeySet();

  final SuppressionList suppressions =
      (workspace, addresses) -> {
        var found = new HashSet<String>(addresses);
        found.retainAll(suppressed);
        return found;
      };

  /** What the contacts do with an order; they are told apart by their address. */
  void ensure(EnsureContact order) {
    var id = UUID.nameUUIDFromBytes(order.address().getBytes(StandardCharsets.UTF_8));
    recipients.putIfAbsent(
        id,
        new Recipient(
            id,
            order.workspaceId(),
            order.fullName(),
            order.address(),
            null,
            Map.of(),
            false,
            false));
  }

  final Audience audience =
      new Audience() {
        /** Here they come and go by hand. */
        @Override
        public void letNobodyGo(UUID workspaceId) {}

        @Override
        public List<Member> members(UUID workspaceId, Collection<UUID> contactIds) {
          return contactIds.stream()
              .map(recipients::get)
              .filter(one -> one != null && one.workspaceId().equals(workspaceId))
              .map(one -> new Member(one.contactId(), one.address(), one.zone(), one.suppressed()))
              .toList();
        }

        @Override
        public Map<String, UUID> holders(UUID workspaceId, Collection<String> addresses) {
          var found = new HashMap<String, UUID>();
          addresses.forEach(
              address ->
                  directory.idOf(workspaceId, address).ifPresent(id -> found.put(address, id)));
          return found;
        }

        @Override
        public Selection selection(
            UUID workspaceId, @Nullable UUID labelId, @Nullable String domain) {
          return new Selection("everybody");
        }

        /** Everybody there is. */
        @Override
        public List<Member> select(
            UUID workspaceId, Selection selection, @Nullable UUID after, int atMost) {
          var ids =
              recipients.keySet().stream()
                  .sorted()
                  .filter(id -> after == null || id.compareTo(after) > 0)
                  .limit(atMost)
                  .toList();
          return members(workspaceId, ids);
        }

        @Override
        public long count(UUID workspaceId, Selection selection) {
          return recipients.size();
        }

        @Override
        public Optional<String> keyOf(String address) {
          return address.contains("@")
              ? Optional.of(address.strip().toLowerCase(Locale.ROOT))
              : Optional.empty();
        }
      };

  final ContactDirectory directory =
      new ContactDirectory() {
        @Override
        public Map<UUID, ContactCard> cards(UUID workspaceId, Collection<UUID> contactIds) {
          return Map.of();
        }

        @Override
        public Optional<ContactCard> find(UUID workspaceId, UUID contactId) {
          return Optional.empty();
        }

        @Override
        public Optional<UUID> idOf(UUID workspaceId, String address) {
          return recipients.values().stream()
              .filter(one -> address.equals(one.address()))
              .map(Recipient::contactId)
              .findFirst();
        }

        @Override
        public Optional<UUID> hold(UUID workspaceId, UUID contactId) {
          return holdRecipient(workspaceId, contactId).map(Recipient::contactId);
        }

        @Override
        public Optional<Recipient> holdRecipient(UUID workspaceId, UUID contactId) {
          return Optional.ofNullable(recipients.get(contactId))
              .filter(one -> one.workspaceId().equals(workspaceId));
        }

        @Override
        public Map<UUID, Recipient> recipients(Collection<UUID> contactIds) {
          var found = new HashMap<>(recipients);
          found.keySet().retainAll(Set.copyOf(contactIds));
          return found;
        }

        @Override
        public Page<ContactCard> list(
            UUID workspaceId, @Nullable String query, @Nullable String after, int limit) {
          return new Page<>(List.of(), null, limit);
        }
      };

  final SenderAccounts accounts =
      new SenderAccounts() {
        @Override
        public Map<UUID, SenderAccountCard> cards(UUID workspaceId, Collection<UUID> ids) {
          return Map.of();
        }

        @Override
        public Optional<SenderAccountCard> find(UUID workspaceId, UUID id) {
          return workspaceId.equals(WORKSPACE)
              ? Optional.of(
                  new SenderAccountCard(
                      id,
                      workspaceId,
                      Channel.EMAIL,
                      "us@example.com",
                      "Us",
                      null,
                      "ACTIVE",
                      null,
                      null,
                      null,
                      0,
                      null,
                      null,
                      false,
                      false,
                      now,
                      0))
              : Optional.empty();
        }

        @Override
        public Optional<MailServers> servers(UUID workspaceId, UUID senderAccountId) {
          return Optional.empty();
        }

        @Override
        public Page<SenderAccountCard> list(UUID workspaceId, @Nullable String after, int limit) {
          return new Page<>(List.of(), null, limit);
        }
      };

  final SenderCapacity capacity =
      new SenderCapacity() {
        @Override
        public List<Grant> reserve(List<Want> wants, Instant at) {
          return wants.stream()
              .map(
                  want ->
                      new Grant(
                          want.senderAccountId(),
                          Math.min(granted, want.wanted()),
                          null,
                          granted < want.wanted() ? refusal : null))
              .toList();
        }

        @Override
        public Grant look(UUID workspaceId, UUID senderAccountId, Instant at) {
          return new Grant(senderAccountId, Math.min(granted, 1), null, refusal);
        }
      };

  /** The domains that are full, and when there is room again. */
  final Map<String, Instant> fullDomains = new ConcurrentHashMap<>();

  final List<RecipientPace.Ask> asked = new CopyOnWriteArrayList<>();

  final RecipientPace recipientPace =
      new RecipientPace() {
        @Override
        public Map<UUID, Instant> reserve(List<Ask> asks, Instant at) {
          asked.addAll(asks);
          var later = new HashMap<UUID, Instant>();
          for (var ask : asks) {
            look(ask.workspaceId(), ask.address(), at)
                .ifPresent(time -> later.put(ask.messageId(), time));
          }
          return later;
        }

        @Override
        public Optional<Instant> look(UUID workspaceId, String address, Instant at) {
          var domain = address.substring(address.indexOf('@') + 1);
          return Optional.ofNullable(fullDomains.get(domain)).filter(time -> time.isAfter(at));
        }
      };

  /** What providers took, in the order they did. */
  final List<SentMail.Sent> taken = new CopyOnWriteArrayList<>();

  final SentMail sentMail =
      new SentMail() {
        @Override
        public List<Sent> latest(
            UUID workspaceId, Instant since, @Nullable Sent after, int atMost) {
          questions.incrementAndGet();
          var latest = new ArrayList<>(taken);
          Collections.reverse(latest);
          int start = after == null ? 0 : latest.indexOf(after) + 1;
          return latest.stream()
              .skip(start)
              .filter(one -> !one.at().isBefore(since))
              .limit(atMost)
              .toList();
        }

        @Override
        public List<Sent> latestOf(
            UUID workspaceId, Collection<UUID> enrollments, Instant since, int atMost) {
          questions.incrementAndGet();
          return latest(workspaceId, since, null, Integer.MAX_VALUE).stream()
              .filter(one -> enrollments.contains(one.enrollmentId()))
              .limit(atMost)
              .toList();
        }

        @Override
        public Map<UUID, Instant> takenAt(UUID workspaceId, Collection<UUID> messageIds) {
          return taken.stream()
              .filter(one -> messageIds.contains(one.messageId()))
              .collect(Collectors.toMap(Sent::messageId, Sent::at));
        }
      };

  final Conversations conversations =
      new Conversations() {
        @Override
        public Optional<MessageCard> message(UUID workspaceId, UUID messageId) {
          questions.incrementAndGet();
          return Optional.ofNullable(messages.get(messageId));
        }

        @Override
        public Map<UUID, MessageCard> messages(UUID workspaceId, Collection<UUID> messageIds) {
          return Map.of();
        }

        @Override
        public Map<UUID, ThreadCard> threads(UUID workspaceId, Collection<UUID> threadIds) {
          return Map.of();
        }

        @Override
        public Map<UUID, Course> courses(UUID workspaceId, Collection<UUID> threadIds) {
          return Map.of();
        }

        @Override
        public Map<UUID, FirstReply> firstReplies(UUID workspaceId, Collection<UUID> ids) {
          return Map.of();
        }

        @Override
        public Set<UUID> standing(UUID workspaceId, Collection<UUID> messageIds) {
          questions.incrementAndGet();
          return messages.values().stream()
              .filter(one -> messageIds.contains(one.id()) && !one.status().equals("CANCELLED"))
              .map(MessageCard::id)
              .collect(Collectors.toSet());
        }

        @Override
        public Optional<ThreadCard> thread(UUID workspaceId, UUID threadId) {
          return messages.values().stream()
              .filter(one -> one.threadId().equals(threadId))
              .map(
                  one ->
                      new ThreadCard(
                          threadId,
                          WORKSPACE,
                          ACCOUNT,
                          null,
                          "Proposal for review",
                          1,
                          now,
                          now,
                          "OPEN",
                          null,
                          null,
                          null,
                          false,
                          0))
              .findFirst();
        }

        @Override
        public List<MessageCard> messagesOf(UUID workspaceId, UUID threadId, int atMost) {
          return List.of();
        }

        @Override
        public Page<ThreadCard> threads(
            UUID workspaceId, ThreadFilter filter, @Nullable String after, int limit) {
          return new Page<>(List.of(), null, limit);
        }
      };

  final EngineMeter meter =
      new EngineMeter() {
        @Override
        public void due(int steps) {}

        @Override
        public void claimed(Duration lateness) {}

        @Override
        public void setAside() {
          setAside++;
        }

        @Override
        public void stopped(Duration afterReply) {}
      };
}
