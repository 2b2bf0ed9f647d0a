package cadenza.messaging.application;

import cadenza.messaging.domain.ConnectionFault;

/** What other packages' tests throw in this module's name. */
public final class LoginFaults {
  private LoginFaults() {}

  public static LoginUnavailable of(ConnectionFault fault, String reason) {
    return new LoginUnavailable(fault, reason);
  }
}
