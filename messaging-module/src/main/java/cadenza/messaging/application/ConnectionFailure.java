package cadenza.messaging.application;

import cadenza.messaging.domain.ConnectionFault;

/**
 * How a connection test failed.
 *
 * @param reason in words, the server's own where it said any; tells nothing about the inside of a
 *     network
 */
public record ConnectionFailure(ConnectionFault fault, String reason) {
  public static ConnectionFailure of(ConnectionFault fault) {
    return new ConnectionFailure(fault, fault.words());
  }
}
