package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of what is edited, as an entity tag. */
public final class Versions {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

  private Versions() {}

  public static EntityTag tag(long version) {
    return new EntityTag(Long.toString(version));
  }

  /**
   * The version that the caller has read; null when the header is absent or {@code *}.
   *
   * @param ifMatch the header's value
   */
  public static @Nullable Long expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    var tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new ProblemException(
          Problem.of(412, "stale", "If-Match takes the ETag of the last answer."));
    }
    return Long.valueOf(tag.group(1));
  }

  /** 201 with the place of the new thing and its version; the body is the caller's. */
  public static Response.ResponseBuilder created(
      UriInfo uri, String collection, String id, long version) {
    return Response.created(uri.getBaseUriBuilder().path(collection).path(id).build())
        .tag(tag(version));
  }
}
