package cadenza.webhooks.adapter.format.standard;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.EventTypes;
import cadenza.webhooks.application.Format;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.SigningSecret;
import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every event as it stands in the log, signed as Standard Webhooks 1.0 says. */
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

  /** One signature for each secret that is valid now, newest first. */
  @Override
  public List<Request> requests(Dispatch dispatch) {
    var delivery = dispatch.delivery();
    var body = delivery.body().getBytes(StandardCharsets.UTF_8);
    var id = Ids.wire("evt", delivery.eventId());
    long timestamp = dispatch.at().getEpochSecond();
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put(
        "webhook-signature",
        dispatch.secrets().stream()
            .map(secret -> new SigningSecret(secret).sign(id, timestamp, body))
            .collect(Collectors.joining(" ")));
    return List.of(new Request(delivery.url(), headers, body));
  }

  @Override
  public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
    if (type != null && !type.equals(Envelope.SAMPLE)) {
      throw new InvalidField("/event_type", "unknown_event_type", "There is no sample of it.");
    }
    var sample = Envelope.sample(endpoint.workspaceId(), eventId, at, endpoint.id());
    return new Sample(sample.type(), sample.json());
  }
}
