package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** What arrives in the address must be as sound as what arrives in a body. */
@Provider
@Priority(Priorities.USER)
public class ParameterCheck implements ContainerRequestFilter {
  private static final int LONGEST = 2_000;

  @Override
  public void filter(ContainerRequestContext request) {
    var uri = request.getUriInfo();
    uri.getPathParameters()
        .forEach(
            (name, values) -> {
              if (!values.stream().allMatch(ParameterCheck::sound)) {
                throw new ProblemException(
                    Problem.of(404, "not_found", "There is nothing at this address."));
              }
            });
    uri.getQueryParameters()
        .forEach(
            (name, values) -> {
              if (!sound(name) || !values.stream().allMatch(ParameterCheck::sound)) {
                throw refused(sound(name) ? name : "?");
              }
            });
  }

  private static boolean sound(String text) {
    return text.length() <= LONGEST && SoundText.is(text);
  }

  private static ProblemException refused(String name) {
    var detail = "The parameter is too long or has a NUL character.";
    return new ProblemException(
        Problem.of(422, "unsound_text", detail)
            .with(FieldError.inParameter(name, "unsound_text", detail)));
  }
}
