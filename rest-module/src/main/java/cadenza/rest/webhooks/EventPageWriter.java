package cadenza.rest.webhooks;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes what is JSON already, after its cursor has been signed. */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class EventPageWriter implements MessageBodyWriter<EventPage> {
  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type == EventPage.class;
  }

  @Override
  public void writeTo(
      EventPage page,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(page.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
