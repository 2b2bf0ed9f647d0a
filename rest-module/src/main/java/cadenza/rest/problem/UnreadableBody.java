package cadenza.rest.problem;

import cadenza.rest.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A body that is JSON, or not even that, and cannot become what the method takes. */
final class UnreadableBody {
  /** How the JSON binding names the property it was reading; nothing else of its text leaves. */
  private static final Pattern PROPERTY = Pattern.compile("property '([^']{1,60})'");

  private UnreadableBody() {}

  static Problem problem(Throwable error) {
    var problem =
        Problem.of(400, "malformed_body", "The body is not the JSON that this request takes.");
    var path = path(error);
    if (path.isEmpty()) {
      return problem;
    }
    return problem.with(
        FieldError.inBody(
            "/" + String.join("/", path), "wrong_type", "The value has the wrong type."));
  }

  private static List<String> path(Throwable error) {
    var path = new ArrayList<String>();
    int depth = 0;
    for (var e = error; e != null && depth < 20; e = e.getCause(), depth++) {
      var found = PROPERTY.matcher(String.valueOf(e.getMessage()));
      while (found.find() && depth < 20) {
        var name = found.group(1);
        if (path.isEmpty() || !path.get(path.size() - 1).equals(name)) {
          path.add(name);
        }
      }
    }
    return path;
  }
}
