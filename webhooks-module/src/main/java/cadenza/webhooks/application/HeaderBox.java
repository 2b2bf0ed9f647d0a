package cadenza.webhooks.application;

import cadenza.kernel.api.SecretBox;
import cadenza.webhooks.domain.CustomHeaders;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.Endpoint;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the headers of endpoints sealed, since their values let people in somewhere. */
@Dependent
class HeaderBox {
  private static final JsonProvider JSON = JsonProvider.provider();

  @Inject SecretBox secrets;

  void put(Endpoint endpoint, CustomHeaders headers) {
    if (headers.values().isEmpty()) {
      endpoint.wear(headers.names(), null);
      return;
    }
    var json = JSON.createObjectBuilder();
    headers.values().forEach(json::add);
    endpoint.wear(
        headers.names(),
        secrets.seal(
            endpoint.workspaceId(),
            endpoint.id(),
            Endpoint.HEADERS_PURPOSE,
            json.build().toString()));
  }

  Map<String, String> of(DueDelivery delivery) {
    if (delivery.sealedHeaders() == null) {
      return Map.of();
    }
    var json =
        secrets.open(
            delivery.workspaceId(),
            delivery.endpointId(),
            Endpoint.HEADERS_PURPOSE,
            delivery.sealedHeaders());
    var headers = new LinkedHashMap<String, String>();
    try (var reader = JSON.createReader(new StringReader(json))) {
      reader
          .readObject()
          .forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
    }
    return headers;
  }
}
