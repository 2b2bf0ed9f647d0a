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
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs one delivery and sends it; no transaction is open. */
@Dependent
public class DeliverDue {
  @Inject EndpointClient client;
  @Inject SecretBox secrets;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(
      name = "cadenza.webhooks.schedule",
      defaultValue = "PT0S,PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
  String schedule;

  /** Tells the attempt exactly once, even when the request cannot be made. */
  public void send(DueDelivery delivery, Consumer<Attempt> whenDone) {
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
    client.post(request, answer -> whenDone.accept(attempt(delivery, startedAt, answer)));
  }

  private Attempt attempt(DueDelivery delivery, Instant startedAt, Answer answer) {
    var planned =
        RetrySchedule.of(schedule)
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
