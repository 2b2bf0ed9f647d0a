package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.webhooks.application.EndpointClient.Answer;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.Format.Dispatch;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.RetryAfter;
import cadenza.webhooks.domain.RetrySchedule;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
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
  @Inject OpenedSecrets secrets;
  @Inject HeaderBox headerBox;
  @Inject Formats formats;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(
      name = "cadenza.webhooks.schedule",
      defaultValue = "PT0S,PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
  String schedule;

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.timeout", defaultValue = "PT15S")
  Duration timeout;

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
    } catch (RuntimeException | Error e) { // those before it are on the line, and go on
      outlet.dropped(delivery);
      LOG.log(
          System.Logger.Level.WARNING,
          "Delivery " + delivery.id() + " could not be sent; its lease brings it back",
          e);
    }
  }

  private void post(DueDelivery delivery, Outlet outlet) {
    var startedAt = clocks.real();
    var format = formats.of(delivery.format());
    var dispatch = new Dispatch(delivery, secretsOf(delivery), startedAt);
    var own = headerBox.of(delivery);
    List<Request> requests;
    try {
      requests = format.requests(dispatch).stream().map(one -> one.wearing(own)).toList();
    } catch (RuntimeException unfit) {
      // It would be no better at the next attempt, and must not come back for ever unseen.
      LOG.log(System.Logger.Level.WARNING, "No request can be made of " + delivery.id(), unfit);
      var answer = new Answer(null, "The request could not be made.", null, null, Duration.ZERO);
      outlet.attempted(attempt(delivery, startedAt, answer));
      return;
    }
    new UnderWay(delivery, format, requests, startedAt, outlet).send();
  }

  private List<String> secretsOf(DueDelivery delivery) {
    return delivery.sealedSecrets().stream()
        .map(hidden -> secrets.open(delivery.workspaceId(), delivery.endpointId(), hidden))
        .toList();
  }

  /** The longest that an attempt can take, in whatever format. */
  public Duration longestAttempt() {
    return formats.longestAttempt(timeout);
  }

  /** One delivery on the line. */
  private final class UnderWay implements EndpointClient.Exchange {
    private final DueDelivery delivery;
    private final Format format;
    private final Iterator<Request> requests;
    private final Instant startedAt;
    private final Outlet outlet;
    private Duration spent = Duration.ZERO;

    UnderWay(
        DueDelivery delivery,
        Format format,
        List<Request> requests,
        Instant startedAt,
        Outlet outlet) {
      this.delivery = delivery;
      this.format = format;
      this.requests = requests.iterator();
      this.startedAt = startedAt;
      this.outlet = outlet;
    }

    void send() {
      client.send(requests.next(), format.timeout().orElse(timeout), this);
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
      spent = spent.plus(answer.duration());
      var attempt = attempt(delivery, startedAt, answer.after(spent));
      if (attempt.succeeded() || !requests.hasNext()) {
        outlet.attempted(attempt);
      } else {
        send();
      }
    }

    @Override
    public void dropped() {
      outlet.dropped(delivery);
    }
  }

  private Attempt attempt(DueDelivery delivery, Instant startedAt, Answer answer) {
    var endedAt = startedAt.plus(answer.duration());
    var asked = RetryAfter.of(answer.status(), answer.headers(), endedAt);
    var planned =
        formats
            .of(delivery.format())
            .schedule()
            .orElse(Objects.requireNonNull(retries))
            .after(delivery.attempts() + 1, ThreadLocalRandom.current().nextDouble())
            .map(endedAt::plus)
            .map(next -> asked.filter(next::isBefore).orElse(next))
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
