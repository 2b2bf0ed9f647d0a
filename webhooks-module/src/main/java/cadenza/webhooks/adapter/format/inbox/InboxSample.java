package cadenza.webhooks.adapter.format.inbox;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDetails;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.sequences.api.EnrollmentBook.SequenceLine;
import cadenza.webhooks.domain.InboxCampaign;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a test delivery carries: the live shape, of somebody who does not exist. */
final class InboxSample {
  private static final String ADDRESS = "avery@example.com";
  private static final String OWN = "sales@example.com";

  private InboxSample() {}

  static InboxEvents.Event of(UUID workspaceId, String type, Instant at) {
    var account = Ids.next();
    var sequence = Ids.next();
    var thread = thread(workspaceId, account, at);
    boolean inbound = type.equals("target.replied");
    var message = message(thread, inbound, at);
    var person = Person.of(Channel.EMAIL, ADDRESS, "", contact(workspaceId, at));
    var said = InboxObjects.message(message, person, sequence, at);
    var shown = InboxObjects.thread(thread, OWN, person, InboxObjects.lastMessage(said));
    var prospect = InboxObjects.prospect(person, at, inbound ? at : null);
    var line = new SequenceLine(sequence, "A test", false, "ACTIVE", null, account, at, at);
    var campaign =
        InboxObjects.campaign(
            line, new InboxCampaign(sequence, 1, 1, inbound ? 1 : 0, at, null, null), at);
    var data = new LinkedHashMap<String, @Nullable Object>();
    switch (type.substring(0, type.indexOf('.'))) {
      case "campaign" -> data.put("campaign", campaign);
      case "prospect" -> data.put("prospect", prospect);
      case "thread" -> data.put("thread", shown);
      default -> {
        if (type.startsWith("target.")) {
          data.put("campaign", campaign);
        }
        data.put("thread", shown);
        data.put("message", said);
      }
    }
    if (data.containsKey("message") || type.equals("thread.created")) {
      data.put("prospect", prospect);
    }
    if (type.equals("target.contacted") || type.equals(InboxEvents.FOLLOW_UP_SENT)) {
      data.put("stepNumber", type.equals("target.contacted") ? 1 : 2);
    }
    return new InboxEvents.Event(type, at, data);
  }

  private static ThreadCard thread(UUID workspaceId, UUID account, Instant at) {
    return new ThreadCard(
        Ids.next(),
        workspaceId,
        account,
        null,
        "A test",
        1,
        at,
        at,
        "OPEN",
        null,
        null,
        null,
        false,
        0);
  }

  private static MessageCard message(ThreadCard thread, boolean inbound, Instant at) {
    return new MessageCard(
        Ids.next(),
        thread.workspaceId(),
        thread.id(),
        thread.senderAccountId(),
        inbound ? "INBOUND" : "OUTBOUND",
        inbound ? "REPLY" : "SENT",
        null,
        null,
        null,
        inbound ? ADDRESS : OWN,
        "",
        inbound ? OWN : ADDRESS,
        List.of(),
        List.of(),
        null,
        false,
        false,
        thread.subject(),
        "This is a test.",
        null,
        null,
        "<test@example.com>",
        null,
        null,
        at,
        null,
        null,
        List.of());
  }

  private static ContactCard contact(UUID workspaceId, Instant at) {
    return new ContactCard(
        Ids.next(),
        workspaceId,
        "Avery Chen",
        new ContactDetails(null, null, null, null, null, null, null, null, null, null),
        List.of(new ContactCard.Email("work", ADDRESS)),
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        false,
        Map.of(),
        List.of(),
        at,
        at,
        0);
  }
}
