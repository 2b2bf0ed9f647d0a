package cadenza.webhooks.adapter.format.standard;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.EventTypes;
import cadenza.webhooks.application.Format;
import cadenza.webhooks.application.SampleFacts;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.SigningKey;
import cadenza.webhooks.domain.SigningSecret;
import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every event as it stands in the log and whom it is sent to, signed as Standard Webhooks 1.0 says.
 */
@Dependent
class StandardFormat implements Format {
  @Override
  public String name() {
    return Endpoint.STANDARD;
  }

  @Override
  public boolean knows(String type) {
    return EventTypes.known(type);
  }

  @Override
  public String newSecret() {
    return SigningSecret.next().value();
  }

  /** {@code {"signature": "v1" | "v1a" | "both"}}, where {@code v1} is usual and not written. */
  @Override
  public String options(@Nullable String given) {
    return Signatures.read(given).options();
  }

  @Override
  public boolean accepts(String secret, String options) {
    return SigningSecret.accepts(secret)
        || Signatures.read(options) == Signatures.ASYMMETRIC && SigningKey.accepts(secret);
  }

  @Override
  public Optional<String> publicKey(String secret, String options) {
    return Signatures.read(options) == Signatures.SYMMETRIC
        ? Optional.empty()
        : Optional.of(SigningKey.of(secret).publicHalf());
  }

  /** One signature of each kind for each secret that is valid now, newest first. */
  @Override
  public List<Request> requests(Dispatch dispatch) {
    var delivery = dispatch.delivery();
    var body =
        Envelope.sentTo(delivery.endpointId(), delivery.body()).getBytes(StandardCharsets.UTF_8);
    var id = Ids.wire("evt", delivery.eventId());
    long timestamp = dispatch.at().getEpochSecond();
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put(
        "webhook-signature",
        dispatch.secrets().stream()
            .flatMap(Signatures.read(delivery.options()).of(id, timestamp, body))
            .collect(Collectors.joining(" ")));
    return List.of(new Request(delivery.url(), headers, body));
  }

  @Override
  public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
    var sample =
        type == null || type.equals(Envelope.SAMPLE)
            ? Envelope.sample(endpoint.workspaceId(), eventId, at, endpoint.id())
            : ofType(endpoint, type, eventId, at);
    return new Sample(sample.type(), sample.json());
  }

  private static Envelope ofType(EndpointCard endpoint, String type, UUID eventId, Instant at) {
    return SampleFacts.of(type, endpoint.workspaceId(), eventId, endpoint.id(), at)
        .map(Envelope::of)
        .map(Envelope::asSample)
        .orElseThrow(
            () ->
                new InvalidField(
                    "/event_type", "unknown_event_type", "There is no such event type."));
  }
}
