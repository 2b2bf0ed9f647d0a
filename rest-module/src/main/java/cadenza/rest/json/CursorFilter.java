package cadenza.rest.json;

import cadenza.access.api.CurrentCaller;
import cadenza.kernel.api.Signatures;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs the cursors that leave and checks those that come back: a cursor continues the very list,
 * with the very filters, of the workspace that it was given to, and nobody writes one himself.
 */
@Provider
@Priority(Priorities.USER + 10)
public class CursorFilter implements ContainerRequestFilter, ContainerResponseFilter {
  /** Where {@link Paging} finds the key that a sound cursor holds. */
  static final String KEY = "cadenza.cursor";

  private static final String PURPOSE = "cursor";
  private static final String PARAMETER = "cursor";

  /** They say which part of a list is asked for, not which list. */
  private static final Set<String> NOT_FILTERS =
      Set.of(PARAMETER, "limit", "position", "after", "wait");

  @Inject Signatures signatures;
  @Inject CurrentCaller currentCaller;
  @Context ResourceInfo resource;
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    var cursor = request.getUriInfo().getQueryParameters().getFirst(PARAMETER);
    if (cursor != null && !cursor.isEmpty() && asksForPages()) {
      var key = opened(cursor, list(request.getUriInfo()));
      if (key == null) {
        throw InvalidParameter.of(
            PARAMETER,
            "invalid_cursor",
            "This cursor comes from no list, or from another one: give it back as it was, with the"
                + " filters of the page before.");
      }
      servletRequest.setAttribute(KEY, key);
    }
  }

  /** Elsewhere a cursor is a word like any other, and a login has nobody whose list it could be. */
  private boolean asksForPages() {
    var method = resource.getResourceMethod();
    return method != null && Arrays.asList(method.getParameterTypes()).contains(Paging.class);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Paged page && page.nextCursor() != null) {
      response.setEntity(
          page.continuedBy(sealed(page.nextCursor(), list(request.getUriInfo()))),
          response.getEntityAnnotations(),
          response.getMediaType());
    }
  }

  private String sealed(String key, String list) {
    var signature = signatures.sign(PURPOSE, list + key);
    var text = key.getBytes(StandardCharsets.UTF_8);
    var cursor =
        ByteBuffer.allocate(signature.length + text.length).put(signature).put(text).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  private @Nullable String opened(String cursor, String list) {
    try {
      var bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length <= Signatures.LENGTH) {
        return null;
      }
      var signature = Arrays.copyOf(bytes, Signatures.LENGTH);
      var key =
          new String(
              bytes, Signatures.LENGTH, bytes.length - Signatures.LENGTH, StandardCharsets.UTF_8);
      return signatures.proves(PURPOSE, list + key, signature) ? key : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** Names one list: no two lists have the same name, since what a caller writes is counted out. */
  private String list(UriInfo uri) {
    var name = new StringBuilder().append(currentCaller.caller().workspaceId());
    append(name, uri.getPath().replaceAll("/+$", ""));
    new TreeMap<>(uri.getQueryParameters())
        .forEach(
            (parameter, values) -> {
              if (!NOT_FILTERS.contains(parameter)) {
                append(name, parameter);
                values.forEach(value -> append(name, value));
              }
            });
    return name.append('|').toString();
  }

  private static void append(StringBuilder name, String part) {
    name.append('|').append(part.length()).append(':').append(part);
  }
}
