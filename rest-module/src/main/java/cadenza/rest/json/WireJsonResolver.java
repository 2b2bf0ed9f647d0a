package cadenza.rest.json;

import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** Gives the one JSON form to everything that the HTTP interface reads and writes. */
@Provider
public class WireJsonResolver implements ContextResolver<Jsonb> {
  @Override
  public Jsonb getContext(Class<?> type) {
    return WireJson.jsonb();
  }
}
