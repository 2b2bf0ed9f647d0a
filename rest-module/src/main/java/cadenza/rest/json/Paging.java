package cadenza.rest.json;

import cadenza.rest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query of every list, taken as {@code @BeanParam}. */
public class Paging {
  private static final int DEFAULT_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 200;

  @QueryParam("cursor")
  @Parameter(description = "next_cursor of the page before")
  @Nullable String cursor;

  @QueryParam("limit")
  @Parameter(description = "1 to 200, 50 if absent")
  @Nullable String limit;

  @Context HttpServletRequest request;

  public int limit() {
    if (limit == null || limit.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (limit.matches("[0-9]{1,4}")) {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= HIGHEST_LIMIT) {
        return number;
      }
    }
    throw refused("limit", "The limit is a number from 1 to 200.");
  }

  /** The key to read on from, as the question gave it in {@code Page.next}; null at the start. */
  public @Nullable String after() {
    return request.getAttribute(CursorFilter.KEY) instanceof String key ? key : null;
  }

  /** {@link #after()} where the key is an id. */
  public @Nullable UUID afterId() {
    return Optional.ofNullable(after()).map(Paging::id).orElse(null);
  }

  /** {@link #after()} where the key is a number. */
  public long afterNumber() {
    var key = after();
    if (key == null) {
      return 0;
    }
    if (!key.matches("[0-9]{1,18}")) {
      throw refused("cursor", "This cursor comes from no list.");
    }
    return Long.parseLong(key);
  }

  /** A place in a list that is read by position instead of a cursor. */
  public int position(String position) {
    if (cursor != null && !cursor.isEmpty()) {
      throw refused("position", "Give a cursor or a position, not both.");
    }
    if (!position.matches("[0-9]{1,9}")) {
      throw refused("position", "The position is a number from 0.");
    }
    return Integer.parseInt(position);
  }

  private static UUID id(String key) {
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException notAnId) {
      throw refused("cursor", "This cursor comes from no list.");
    }
  }

  private static ProblemException refused(String parameter, String detail) {
    return InvalidParameter.of(parameter, "invalid_parameter", detail);
  }
}
