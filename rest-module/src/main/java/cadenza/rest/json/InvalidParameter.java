package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import cadenza.rest.problem.ProblemException;

/** What is wrong in a query: 400 and the parameter's name. */
public final class InvalidParameter {
  private InvalidParameter() {}

  public static ProblemException of(String parameter, String code, String detail) {
    return new ProblemException(
        Problem.of(400, "invalid_parameter", detail)
            .with(FieldError.inParameter(parameter, code, detail)));
  }
}
