package cadenza.messaging.application;

import cadenza.messaging.domain.ConnectionFault;

/** There is nothing to log in with: no access token could be had. */
public class LoginUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ConnectionFault fault;

  LoginUnavailable(ConnectionFault fault, String reason) {
    super(reason);
    this.fault = fault;
  }

  public ConnectionFault fault() {
    return fault;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
