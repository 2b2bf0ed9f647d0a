package cadenza.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int FIRST_CHOICE = 20_000;
  private static final int LAST_CHOICE = 32_000;

  private Ports() {}

  /**
   * A port that nobody listens on at this moment, and that no connection takes for its own end
   * until somebody does: those get theirs from above, 32768 and up.
   */
  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_CHOICE, LAST_CHOICE + 1);
      try (var socket = new ServerSocket(port, 1, LOOPBACK)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
  }

  /** Says which setting to change, before a server says it in its own words. */
  static void requireFree(int port, String setting) {
    requireFree(new InetSocketAddress(LOOPBACK, port), setting);
  }

  /**
   * @param host {@code *} for every address of this machine
   */
  static void requireFree(String host, int port, String setting) {
    requireFree(
        host.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(host, port),
        setting);
  }

  private static void requireFree(InetSocketAddress address, String setting) {
    int port = address.getPort();
    if (address.isUnresolved()) {
      throw new IllegalStateException(
          "There is no host " + address.getHostString() + " to listen on");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException taken) {
      throw new IllegalStateException(
          "Port "
              + port
              + " is taken or not to be had; choose another with -D"
              + setting
              + "=<port>",
          taken);
    }
  }
}
