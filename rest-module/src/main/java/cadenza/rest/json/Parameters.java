package cadenza.rest.json;

import cadenza.kernel.api.Ids;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import cadenza.rest.problem.ProblemException;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query: what does not fit is 400 and names the parameter. */
public final class Parameters {
  private Parameters() {}

  /** An id, or null where the parameter is absent or empty. */
  public static @Nullable UUID id(String prefix, String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return Ids.read(prefix, text)
        .orElseThrow(() -> refused(name, "This is not an id that starts with " + prefix + "_."));
  }

  /** One of these words, or null where the parameter is absent or empty. */
  public static @Nullable String oneOf(
      Collection<String> words, String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!words.contains(text)) {
      throw refused(name, "This is none of " + String.join(", ", words) + ".");
    }
    return text;
  }

  public static ProblemException refused(String name, String detail) {
    return new ProblemException(
        Problem.of(400, "invalid_parameter", detail)
            .with(FieldError.inParameter(name, "invalid_parameter", detail)));
  }
}
