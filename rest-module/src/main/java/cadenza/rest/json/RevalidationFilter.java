package cadenza.rest.json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;

/** Sends nothing again that the caller has. */
@Provider
@Revalidated
public class RevalidationFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    var tag = response.getEntityTag();
    if (known != null
        && tag != null
        && response.getStatus() == 200
        && names(known, tag.getValue())) {
      response.setStatus(304);
      response.setEntity(null);
    }
  }

  /** Weak and strong tags are the same here, as RFC 9110 has it. */
  private static boolean names(String header, String value) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(one -> one.equals("*") || one.replaceFirst("^W/", "").equals('"' + value + '"'));
  }
}
