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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what surrounds the facts of one round: a statement for each kind, not for each fact.
 */
@Dependent
public class Surroundings {
  @Inject ContactDirectory contacts;
  @Inject EnrollmentBook enrollments;
  @Inject Conversations conversations;
  @Inject LongMails longMails;

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
    var messages =
        new HashMap<>(
            conversations.messages(workspaceId, FactData.ids(facts, "message_id", "msg")));
    messages.replaceAll((id, message) -> longMails.bounded(message));
    var enrollmentIds = FactData.ids(facts, "enrollment_id", "enr");
    enrollmentIds.addAll(those(messages.values(), MessageCard::enrollmentId));
    var lines = enrollments.lines(workspaceId, enrollmentIds);
    var sequenceIds = FactData.ids(facts, "sequence_id", "seq");
    sequenceIds.addAll(those(lines.values(), EnrollmentLine::sequenceId));
    var threadIds = FactData.ids(facts, "thread_id", "thr");
    threadIds.addAll(those(messages.values(), MessageCard::threadId));
    var threads = conversations.threads(workspaceId, threadIds);
    var contactIds = FactData.ids(facts, "contact_id", "ctc");
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

  private static <T> Set<UUID> those(Collection<T> rows, Function<T, @Nullable UUID> id) {
    return rows.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
  }
}
