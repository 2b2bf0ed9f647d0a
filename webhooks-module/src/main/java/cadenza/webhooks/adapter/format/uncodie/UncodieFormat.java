package cadenza.webhooks.adapter.format.uncodie;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Hmac;
import cadenza.webhooks.adapter.format.Json;
import cadenza.webhooks.adapter.format.Surroundings;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.Translator;
import cadenza.webhooks.domain.Fact;
import cadenza.webhooks.domain.Listener;
import cadenza.webhooks.domain.RetrySchedule;
import cadenza.webhooks.domain.Telling;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Uncodie's events: a GET that names the row, and a POST with {@code id, type, site_id, table,
 * object_id, data, attempt, timestamp} where the GET did not succeed. Both carry the POST's
 * signature, which is another one at each attempt.
 */
@Dependent
class UncodieFormat implements Translator {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final RetrySchedule SCHEDULE = RetrySchedule.of("PT0S,PT1S,PT3S,PT10S,PT30S");

  @Inject Surroundings surroundings;

  @Override
  public String name() {
    return "uncodie";
  }

  /** Either form of a name: {@code lead.created} and {@code leads.created}. */
  @Override
  public boolean knows(String type) {
    return UncodieEvents.TYPES.stream()
        .anyMatch(known -> known.equals(type) || UncodieEvents.plural(known).equals(type));
  }

  @Override
  public Set<String> facts() {
    return UncodieEvents.FACTS;
  }

  @Override
  public Optional<String> nameOf(UUID contactId) {
    return Optional.of(contactId.toString());
  }

  @Override
  public List<Telling> tell(UUID workspaceId, List<Fact> facts, List<Listener> listeners) {
    var read = facts.stream().map(FactData::of).toList();
    var events = new UncodieEvents(surroundings.of(workspaceId, read));
    var tellings = new ArrayList<Telling>();
    for (var fact : read) {
      events
          .of(fact)
          .ifPresent(
              event -> {
                for (var listener : listeners) {
                  if (listensTo(listener, event.type(), fact.fact())) {
                    var id = Ids.next();
                    tellings.add(
                        new Telling(
                            id,
                            listener.endpointId(),
                            fact.fact(),
                            event.type(),
                            body(id, workspaceId, event)));
                  }
                }
              });
    }
    return tellings;
  }

  private static boolean listensTo(Listener listener, String type, Fact fact) {
    return listener.listensTo(type, fact) || listener.listensTo(UncodieEvents.plural(type), fact);
  }

  /** What stays the same at all attempts. */
  static String body(UUID deliveryId, UUID workspaceId, UncodieEvents.Event event) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("id", deliveryId);
    body.put("type", event.type());
    body.put("site_id", workspaceId);
    body.put("table", event.table());
    body.put("object_id", event.objectId());
    body.put("data", event.data());
    return Json.of(body);
  }

  @Override
  public String newSecret() {
    return Hmac.newSecret("uncodie_");
  }

  @Override
  public int requestsAtMost() {
    return 2;
  }

  @Override
  public List<Request> requests(Dispatch dispatch) {
    var delivery = dispatch.delivery();
    var stored = delivery.body();
    var body =
        (stored.substring(0, stored.length() - 1)
                + ",\"attempt\":"
                + dispatch.attempt()
                + ",\"timestamp\":\""
                + Json.time(dispatch.at())
                + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    var object = object(stored);
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-Webhook-Event", delivery.eventType());
    headers.put("X-Webhook-Delivery", object.getString("id"));
    headers.put("X-Webhook-Signature", Hmac.hex(dispatch.secrets().get(0), "", body));
    return List.of(
        new Request(asked(delivery.url(), object), headers, null),
        new Request(delivery.url(), headers, body));
  }

  private static JsonObject object(String body) {
    try (var reader = JSON.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }

  /** The URL with what the GET asks about; a query of its own is kept. */
  private static String asked(String url, JsonObject object) {
    var query = new LinkedHashMap<String, String>();
    query.put("delivery_id", object.getString("id"));
    query.put("event", object.getString("type"));
    query.put("site_id", object.getString("site_id"));
    query.put("table", object.getString("table"));
    query.put("object_id", object.getString("object_id"));
    return query.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", url + (url.contains("?") ? "&" : "?"), ""));
  }

  @Override
  public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
    var wanted = sampled(type, "lead.created");
    var name = UncodieEvents.TYPES.contains(wanted) ? wanted : wanted.replaceFirst("s\\.", ".");
    var object = Ids.next();
    var table = name.substring(0, name.indexOf('.')) + "s";
    return new Sample(
        name,
        body(
            eventId,
            endpoint.workspaceId(),
            new UncodieEvents.Event(name, table, object, Map.of("id", object))));
  }

  @Override
  public Optional<RetrySchedule> schedule() {
    return Optional.of(SCHEDULE);
  }
}
