package cadenza.webhooks.adapter.format.sendpilot;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Hmac;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SendPilot's events: {@code eventId, eventType, timestamp, workspaceId, data}, signed as {@code
 * webhook-signature: t=<seconds>,s=<hex>} over {@code <t>.<body>}.
 */
@Dependent
class SendPilotFormat implements Translator {
  private static final RetrySchedule SCHEDULE = RetrySchedule.of("PT0S,PT5S,PT30S,PT2M,PT15M,PT1H");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Inject Surroundings surroundings;

  @Override
  public String name() {
    return "sendpilot";
  }

  @Override
  public boolean knows(String type) {
    return SendPilotEvents.TYPES.contains(type);
  }

  @Override
  public Set<String> facts() {
    return SendPilotEvents.FACTS;
  }

  @Override
  public Optional<String> nameOf(UUID contactId) {
    return Optional.of(Ids.wire("lead", contactId));
  }

  @Override
  public List<Telling> tell(UUID workspaceId, List<Fact> facts, List<Listener> listeners) {
    var read = facts.stream().map(FactData::of).toList();
    var events = new SendPilotEvents(surroundings.of(workspaceId, read));
    var tellings = new ArrayList<Telling>();
    for (var fact : read) {
      for (var event : events.of(fact)) {
        for (var listener : listeners) {
          if (listener.listensTo(event.type(), fact.fact())) {
            tellings.add(
                new Telling(
                    Ids.next(), listener.endpointId(), fact.fact(), event.type(), event.body()));
          }
        }
      }
    }
    return tellings;
  }

  @Override
  public String newSecret() {
    return Hmac.newSecret("sp_");
  }

  @Override
  public List<Request> requests(Dispatch dispatch) {
    return List.of(Hmac.timed(dispatch, "webhook-signature", "s"));
  }

  @Override
  public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
    var wanted = sampled(type, SendPilotEvents.MESSAGE_SENT);
    return new Sample(wanted, SendPilotEvents.sample(endpoint.workspaceId(), wanted, eventId, at));
  }

  @Override
  public Optional<RetrySchedule> schedule() {
    return Optional.of(SCHEDULE);
  }

  @Override
  public Optional<Duration> timeout() {
    return Optional.of(TIMEOUT);
  }
}
