package cadenza.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Stands before the server's own mapper of broken constraints, which answers plain text. */
@Provider
public class InvalidContentMapper implements ExceptionMapper<ConstraintViolationException> {
  @Context HttpServletRequest request;

  @Override
  public Response toResponse(ConstraintViolationException invalid) {
    return InvalidContent.problem(invalid)
        .at(AskedAddress.of(request), RequestId.of(request))
        .toResponse();
  }
}
