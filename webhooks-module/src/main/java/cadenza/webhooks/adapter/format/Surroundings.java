package cadenza.webhooks.adapter.format;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDirectory;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.sequences.api.EnrollmentBook;
import cadenza.sequences.api.EnrollmentBook.EnrollmentLine;
import cadenza.sequences.api.EnrollmentBook.SequenceLine;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out what surrounds the facts of one round: a statement for each kind, not for each fact.
 */
@Dependent
public class Surroundings {
  @Inject ContactDirectory contacts;
  @Inject EnrollmentBook enrollments;
  @Inject Conversations conversations;

  /**
   * What is known now of those that the facts name; who is gone is absent.
   *
   * @param sequences those of the enrollments too
   * @param contacts those of the enrollments, messages and threads too
   */
  public record Scene(
      Map<UUID, ContactCard> contacts,
      Map<UUID, EnrollmentLine> enrollments,
      Map<UUID, SequenceLine> sequences,
      Map<UUID, MessageCard> messages,
      Map<UUID, ThreadCard> threads) {}

  public Scene of(UUID workspaceId, List<FactData> facts) {
    var messages = conversations.messages(workspaceId, named(facts, "message_id", "msg"));
    var enrollmentIds = named(facts, "enrollment_id", "enr");
    enrollmentIds.addAll(those(messages.values(), MessageCard::enrollmentId));
    var lines = enrollments.lines(workspaceId, enrollmentIds);
    var sequenceIds = named(facts, "sequence_id", "seq");
    sequenceIds.addAll(those(lines.values(), EnrollmentLine::sequenceId));
    var threadIds = named(facts, "thread_id", "thr");
    threadIds.addAll(those(messages.values(), MessageCard::threadId));
    var threads = conversations.threads(workspaceId, threadIds);
    var contactIds = named(facts, "contact_id", "ctc");
    contactIds.addAll(those(lines.values(), EnrollmentLine::contactId));
    contactIds.addAll(those(messages.values(), MessageCard::contactId));
    contactIds.addAll(those(threads.values(), ThreadCard::contactId));
    return new Scene(
        contacts.cards(workspaceId, contactIds),
        lines,
        enrollments.sequences(workspaceId, sequenceIds),
        messages,
        threads);
  }

  private static Set<UUID> named(List<FactData> facts, String key, String prefix) {
    var ids = new HashSet<UUID>();
    facts.forEach(fact -> fact.id(key, prefix).ifPresent(ids::add));
    return ids;
  }

  private static <T> Set<UUID> those(
      Collection<T> rows, Function<T, @org.jspecify.annotations.Nullable UUID> id) {
    return rows.stream().map(id).filter(one -> one != null).collect(Collectors.toSet());
  }
}
