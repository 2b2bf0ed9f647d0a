package cadenza.webhooks.adapter.format.reply;

import cadenza.contacts.api.CustomFieldTitles;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.reply.ReplyBody.Head;
import cadenza.webhooks.adapter.format.reply.ReplyOptions.Toggle;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.Translator;
import cadenza.webhooks.domain.Fact;
import cadenza.webhooks.domain.Listener;
import cadenza.webhooks.domain.ReplyNumbers.Thing;
import cadenza.webhooks.domain.SigningSecret;
import cadenza.webhooks.domain.Telling;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reply.io's 18 events. Its consumers verify no signature, so that the headers of Standard Webhooks
 * are there for those who want to.
 */
@Dependent
class ReplyFormat implements Translator {
  @Inject ReplyRounds rounds;
  @Inject ReplyLinks links;
  @Inject ReplyNumbering numbering;
  @Inject CustomFieldTitles customFields;

  @Override
  public String name() {
    return "reply";
  }

  @Override
  public boolean knows(String type) {
    return ReplyTypes.ALL.contains(type);
  }

  @Override
  public List<String> types() {
    return ReplyTypes.ALL;
  }

  @Override
  public String options(@Nullable String given) {
    return ReplyOptions.read(given).json();
  }

  @Override
  public Set<String> facts() {
    return ReplyTypes.FACTS;
  }

  /** What one subscription is told. */
  private record Line(ReplyEvent event, Fact fact, Listener listener, ReplyOptions options) {}

  @Override
  public List<Telling> tell(UUID workspaceId, List<Fact> facts, List<Listener> listeners) {
    var lines = lines(workspaceId, facts, listeners);
    if (lines.isEmpty()) {
      return List.of();
    }
    var owners = owners(workspaceId, lines.stream().map(line -> line.listener().endpointId()));
    var things = new LinkedHashSet<Thing>();
    lines.forEach(line -> things.addAll(line.event().things()));
    things.addAll(owners.values());
    var numbers = numbering.of(workspaceId, things);
    var body = new ReplyBody(numbers, titles(workspaceId, lines));
    int team = ReplyTypes.team(workspaceId);
    var tellings = new ArrayList<Telling>();
    for (var line : lines) {
      var id = Ids.next();
      var listener = line.listener();
      var head =
          new Head(
              line.fact().occurredAt(),
              id,
              number(numbers, owners.get(listener.endpointId())),
              team,
              listener.number());
      tellings.add(
          new Telling(
              id,
              listener.endpointId(),
              line.fact(),
              line.event().type(),
              body.of(line.event(), head, line.options())));
    }
    return tellings;
  }

  private List<Line> lines(UUID workspaceId, List<Fact> facts, List<Listener> listeners) {
    var read = facts.stream().map(FactData::of).toList();
    var events = new ReplyEvents(rounds.of(workspaceId, read), links);
    var chosen =
        listeners.stream()
            .collect(
                Collectors.toMap(
                    listener -> listener,
                    listener -> ReplyOptions.read(listener.options()),
                    (one, other) -> one,
                    LinkedHashMap::new));
    var lines = new ArrayList<Line>();
    for (var fact : read) {
      for (var event : events.of(fact)) {
        chosen.forEach(
            (listener, options) -> {
              if (listener.listensTo(event.type(), fact.fact())) {
                lines.add(new Line(event, fact.fact(), listener, options));
              }
            });
      }
    }
    return lines;
  }

  /** Who opened each; one of which that is not known owns itself. */
  private Map<UUID, Thing> owners(UUID workspaceId, Stream<UUID> endpoints) {
    var ids = endpoints.distinct().toList();
    var known = numbering.owners(workspaceId, ids);
    return ids.stream()
        .collect(Collectors.toMap(id -> id, id -> Kind.USER.of(known.getOrDefault(id, id))));
  }

  private Map<String, String> titles(UUID workspaceId, Collection<Line> lines) {
    return lines.stream().anyMatch(line -> line.options().wants(Toggle.CUSTOM_FIELDS))
        ? customFields.titles(workspaceId)
        : Map.of();
  }

  private static int number(Map<Thing, Integer> numbers, @Nullable Thing thing) {
    return Objects.requireNonNull(numbers.get(thing));
  }

  @Override
  public String newSecret() {
    return SigningSecret.next().value();
  }

  /** The headers that we add are those of Standard Webhooks. */
  @Override
  public boolean accepts(String secret, String options) {
    return SigningSecret.accepts(secret);
  }

  @Override
  public List<Request> requests(Dispatch dispatch) {
    var delivery = dispatch.delivery();
    var body = delivery.body().getBytes(StandardCharsets.UTF_8);
    var id = delivery.id().toString();
    long time = dispatch.at().getEpochSecond();
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(time));
    headers.put(
        "webhook-signature",
        dispatch.secrets().stream()
            .map(secret -> new SigningSecret(secret).sign(id, time, body))
            .collect(Collectors.joining(" ")));
    return List.of(new Request(delivery.url(), headers, body));
  }

  /** Of the type that it is told of where that is one, as every subscription of Reply.io's is. */
  @Override
  public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
    var types = endpoint.eventTypes();
    var usual = types == null ? ReplyTypes.EMAIL_REPLIED : types.get(0);
    var wanted = sampled(type, usual);
    var owner = owners(endpoint.workspaceId(), Stream.of(endpoint.id())).get(endpoint.id());
    int user =
        number(numbering.of(endpoint.workspaceId(), List.of(Objects.requireNonNull(owner))), owner);
    var head =
        new Head(at, eventId, user, ReplyTypes.team(endpoint.workspaceId()), endpoint.number());
    return new Sample(wanted, ReplySamples.of(wanted, head, ReplyOptions.read(endpoint.options())));
  }
}
