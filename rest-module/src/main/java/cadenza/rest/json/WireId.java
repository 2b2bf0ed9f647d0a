package cadenza.rest.json;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the ids that callers send, in both forms: with the prefix, or the plain UUID. */
public final class WireId {
  private WireId() {}

  /** A malformed id in a path names nothing: 404 like an unknown one. */
  public static UUID inPath(String prefix, String what, String text) {
    return Ids.read(prefix, text).orElseThrow(() -> new NotFound(what));
  }

  /**
   * A malformed id in a body is 422 at its pointer.
   *
   * @param pointer as in {@code /recipient/contact_id}
   */
  public static UUID inBody(String prefix, String pointer, @Nullable String text) {
    if (text == null) {
      throw new InvalidField(pointer, "required", "This id is needed.");
    }
    return Ids.read(prefix, text)
        .orElseThrow(
            () ->
                new InvalidField(
                    pointer,
                    "malformed_id",
                    "This is not an id that starts with " + prefix + "_."));
  }

  /** A malformed id in a query is 400 and names the parameter. */
  public static UUID inQuery(String prefix, String parameter, String text) {
    return Ids.read(prefix, text)
        .orElseThrow(
            () ->
                InvalidParameter.of(
                    parameter, "malformed_id", "This is not an id that starts with " + prefix));
  }

  /** As {@link #inBody}, for a field that may be absent. */
  public static @Nullable UUID inBodyOrNull(String prefix, String pointer, @Nullable String text) {
    return text == null ? null : inBody(prefix, pointer, text);
  }

  public static @Nullable String wireOrNull(String prefix, @Nullable UUID id) {
    return id == null ? null : Ids.wire(prefix, id);
  }
}
