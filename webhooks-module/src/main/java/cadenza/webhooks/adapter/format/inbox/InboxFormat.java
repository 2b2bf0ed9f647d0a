package cadenza.webhooks.adapter.format.inbox;

import cadenza.kernel.api.Ids;
import cadenza.sequences.api.EnrollmentBook.EnrollmentLine;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Hmac;
import cadenza.webhooks.adapter.format.Json;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.CountInboxCampaigns;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.KeepToldEvents;
import cadenza.webhooks.application.Translator;
import cadenza.webhooks.domain.Fact;
import cadenza.webhooks.domain.Listener;
import cadenza.webhooks.domain.Telling;
import cadenza.webhooks.domain.Told;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Inbox's events: {@code id, seq, teamId, type, timestamp, version, data}, signed as {@code
 * X-Inbox-Signature: t=<seconds>,v1=<hex>} over {@code <t>.<body>}, numbered and kept for a week.
 */
@Dependent
class InboxFormat implements Translator {
  static final String NAME = "inbox";
  private static final String COUNTED = "enrollment.started";
  private static final Set<String> FACTS =
      Set.of(
          "message.sent",
          "reply.received",
          "message.received",
          "contact.created",
          "contact.labeled",
          "contact.unlabeled",
          "thread.assigned",
          "thread.closed",
          "thread.reopened",
          "sequence.published",
          "sequence.autopilot_stopped",
          "sequence.paused",
          "sequence.resumed",
          COUNTED);

  @Inject InboxSurroundings surroundings;
  @Inject CountInboxCampaigns countCampaigns;
  @Inject KeepToldEvents log;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean knows(String type) {
    return InboxEvents.TYPES.contains(type);
  }

  @Override
  public Set<String> facts() {
    return FACTS;
  }

  @Override
  public boolean keepsLog() {
    return true;
  }

  @Override
  public Optional<String> nameOf(UUID contactId) {
    return Optional.of(InboxIds.of(contactId));
  }

  /** An event that has its fact, but no number yet. */
  private record Found(Fact fact, InboxEvents.Event event) {}

  @Override
  public List<Telling> tell(UUID workspaceId, List<Fact> facts, List<Listener> listeners) {
    var read = facts.stream().map(FactData::of).toList();
    var scene =
        surroundings.of(
            workspaceId, read.stream().filter(fact -> !fact.type().equals(COUNTED)).toList());
    var campaigns =
        new Campaigns(
            scene.scene().sequences(),
            countCampaigns.of(workspaceId, sequences(scene, read), earliest(facts)));
    var events = new InboxEvents(scene, campaigns);
    var found = new ArrayList<Found>();
    for (var fact : read) {
      events.of(fact).forEach(event -> found.add(new Found(fact.fact(), event)));
    }
    countCampaigns.write(workspaceId, campaigns.changed());
    return found.isEmpty() ? List.of() : numbered(workspaceId, found, listeners);
  }

  /** Facts of one transaction need not be in the order of their times. */
  private static Instant earliest(List<Fact> facts) {
    return facts.stream().map(Fact::occurredAt).min(Instant::compareTo).orElseThrow();
  }

  private static Set<UUID> sequences(InboxScene scene, List<FactData> facts) {
    var ids = new HashSet<UUID>(scene.scene().sequences().keySet());
    scene.scene().enrollments().values().stream().map(EnrollmentLine::sequenceId).forEach(ids::add);
    facts.forEach(fact -> fact.id("sequence_id", "seq").ifPresent(ids::add));
    return ids;
  }

  private List<Telling> numbered(UUID workspaceId, List<Found> found, List<Listener> listeners) {
    long number = log.number(workspaceId, NAME, found.size());
    var told = new ArrayList<Told>();
    var tellings = new ArrayList<Telling>();
    for (var one : found) {
      var type = one.event().type();
      var body = body(Ids.next(), number, workspaceId, one.event());
      told.add(new Told(number, one.fact().id(), type, body));
      for (var listener : listeners) {
        if (listener.listensTo(type, one.fact())) {
          tellings.add(new Telling(Ids.next(), listener.endpointId(), one.fact(), type, body));
        }
      }
      number++;
    }
    log.add(workspaceId, NAME, told);
    return tellings;
  }

  static String body(UUID id, long number, UUID workspaceId, InboxEvents.Event event) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("id", InboxIds.of(id));
    body.put("seq", number);
    body.put("teamId", InboxIds.of(workspaceId));
    body.put("type", event.type());
    body.put("timestamp", event.at());
    body.put("version", "1.0");
    body.put("data", event.data());
    return Json.of(body);
  }

  @Override
  public String newSecret() {
    return Hmac.newSecret("ibt_wh_");
  }

  @Override
  public List<Request> requests(Dispatch dispatch) {
    return List.of(Hmac.timed(dispatch, "X-Inbox-Signature", "v1"));
  }

  /** Its number is 0: it is not in the log. */
  @Override
  public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
    var wanted = sampled(type, InboxEvents.FOLLOW_UP_SENT);
    var event = InboxSample.of(endpoint.workspaceId(), wanted, at);
    return new Sample(wanted, body(eventId, 0, endpoint.workspaceId(), event));
  }
}
