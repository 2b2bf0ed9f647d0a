package cadenza.rest.inbox;

import jakarta.annotation.Priority;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.StringReader;
import java.lang.annotation.Annotation;

/** A refusal at one of Inbox's addresses is {@code {error, message}}, as its consumers know it. */
@Provider
@Priority(InboxErrors.LAST)
public class InboxErrors implements ContainerResponseFilter {
  /** Response filters go from high to low. */
  static final int LAST = 1;

  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() >= 400
        && InboxAddresses.leads(servletRequest)
        && response.getEntity() instanceof String problem) {
      response.setEntity(body(problem), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    }
  }

  private static String body(String problem) {
    var read = read(problem);
    return Json.createObjectBuilder()
        .add("error", read.getString("title", "Error"))
        .add("message", read.getString("detail", "The request is refused."))
        .build()
        .toString();
  }

  private static JsonObject read(String problem) {
    try (var reader = Json.createReader(new StringReader(problem))) {
      return reader.readObject();
    } catch (JsonException notJson) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
  }
}
