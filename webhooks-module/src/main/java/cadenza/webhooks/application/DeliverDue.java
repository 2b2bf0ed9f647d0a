package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SecretBox;
import cadenza.webhooks.application.EndpointClient.Answer;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.RetrySchedule;
import cadenza.webhooks.domain.SigningSecret;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Signs deliveries and sends them; no transaction is open. */
@Dependent
public class DeliverDue {
  private static final System.Logger LOG = System.getLogger(DeliverDue.class.getName());

  @Inject EndpointClient client;
  @Inject SecretBox secrets;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(
      name = "cadenza.webhooks.schedule",
      defaultValue = "PT0S,PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
  String schedule;

  private @Nullable RetrySchedule retries;

  /** At the start of the application, so that a wrong setting is not found by the first failure. */
  @PostConstruct
  void readSchedule() {
    try {
      retries = RetrySchedule.of(schedule);
    } catch (DateTimeException | IllegalArgumentException unreadable) {
      throw new IllegalStateException(
          "cadenza.webhooks.schedule takes ISO 8601 durations separated by commas, as in PT0S,PT5S;"
              + " it is "
              + schedule,
          unreadable);
    }
  }

  /** Sends what was claimed for one endpoint; the outlet hears of each delivery exactly once. */
  public void send(List<DueDelivery> batch, Outlet outlet) {
    var startedAt = clocks.real();
    var refusal = client.lookUp(batch.get(0).url());
    for (var delivery : batch) {
      if (refusal.isPresent()) {
        outlet.attempted(attempt(delivery, startedAt, refusal.get()));
      } else {
        send(delivery, outlet);
      }
    }
  }

  private void send(DueDelivery delivery, Outlet outlet) {
    try {
      post(delivery, outlet);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Delivery " + delivery.id() + " could not be sent; its lease brings it back",
          e);
      outlet.dropped(delivery);
    }
  }

  private void post(DueDelivery delivery, Outlet outlet) {
    var startedAt = clocks.real();
    var body = delivery.body().getBytes(StandardCharsets.UTF_8);
    var webhookId = Ids.wire("evt", delivery.eventId());
    long timestamp = startedAt.getEpochSecond();
    var secret =
        new SigningSecret(
            secrets.open(
                delivery.workspaceId(),
                delivery.endpointId(),
                Endpoint.SECRET_PURPOSE,
                delivery.sealedSecret()));
    var request =
        new Request(
            delivery.url(), webhookId, timestamp, secret.sign(webhookId, timestamp, body), body);
    client.post(request, new UnderWay(delivery, startedAt, outlet));
  }

  /** One delivery on the line. */
  private final class UnderWay implements EndpointClient.Exchange {
    private final DueDelivery delivery;
    private final Instant startedAt;
    private final Outlet outlet;

    UnderWay(DueDelivery delivery, Instant startedAt, Outlet outlet) {
      this.delivery = delivery;
      this.startedAt = startedAt;
      this.outlet = outlet;
    }

    @Override
    public boolean fresh() {
      return outlet.fresh();
    }

    @Override
    public boolean wanted() {
      return outlet.wanted(delivery);
    }

    @Override
    public void answered(Answer answer) {
      outlet.attempted(attempt(delivery, startedAt, answer));
    }

    @Override
    public void dropped() {
      outlet.dropped(delivery);
    }
  }

  private Attempt attempt(DueDelivery delivery, Instant startedAt, Answer answer) {
    var planned =
        Objects.requireNonNull(retries)
            .after(delivery.attempts() + 1, ThreadLocalRandom.current().nextDouble())
            .map(delay -> startedAt.plus(answer.duration()).plus(delay))
            .orElse(null);
    var attempt =
        new Attempt(
            delivery,
            startedAt,
            (int) answer.duration().toMillis(),
            answer.status(),
            answer.error(),
            answer.headers(),
            answer.body(),
            planned);
    return attempt.gone() ? attempt.withoutRetry() : attempt;
  }
}
