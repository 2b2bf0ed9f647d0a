package cadenza.webhooks.application;

import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A body as it is, under no signature. */
final class PlainFormat implements Format {
  private final String name;

  PlainFormat(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean knows(String type) {
    return true;
  }

  @Override
  public String newSecret() {
    return "secret-" + UUID.randomUUID();
  }

  @Override
  public List<Request> requests(Dispatch dispatch) {
    if (dispatch.secrets().contains("unfit")) {
      throw new IllegalArgumentException("A secret that nothing can be signed with");
    }
    var body = dispatch.delivery().body().getBytes(StandardCharsets.UTF_8);
    return List.of(new Request(dispatch.delivery().url(), Map.of("X-Plain", "1"), body));
  }

  @Override
  public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
    return new Sample("plain", "{}");
  }
}
