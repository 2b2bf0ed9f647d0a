package cadenza.rest.problem;

import cadenza.rest.json.WireJson;
import cadenza.rest.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Broken constraints as one error each, with the JSON pointer of the field. */
final class InvalidContent {
  private InvalidContent() {}

  static Problem problem(ConstraintViolationException invalid) {
    return Problem.of(422, "invalid_content", "The content does not fit.").with(errors(invalid));
  }

  private static List<FieldError> errors(ConstraintViolationException invalid) {
    return invalid.getConstraintViolations().stream()
        .map(InvalidContent::error)
        .sorted(Comparator.comparing(e -> String.valueOf(e.pointer())))
        .toList();
  }

  private static FieldError error(ConstraintViolation<?> broken) {
    return FieldError.inBody(
        pointer(broken.getPropertyPath()), code(broken), String.valueOf(broken.getMessage()));
  }

  /** The path starts with the resource method and its parameter, which the caller never sees. */
  static String pointer(Path path) {
    var pointer = new StringBuilder();
    for (var node : path) {
      if (node.isInIterable() && node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
        pointer.append('/').append(WireJson.snake(node.getName()));
      }
    }
    return pointer.toString();
  }

  private static String code(ConstraintViolation<?> broken) {
    var name = broken.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return switch (name) {
      case "NotNull", "NotBlank", "NotEmpty" -> "required";
      case "Size", "Min", "Max", "PositiveOrZero", "Positive" -> "out_of_range";
      default -> "invalid_" + WireJson.snake(name).toLowerCase(Locale.ROOT);
    };
  }
}
