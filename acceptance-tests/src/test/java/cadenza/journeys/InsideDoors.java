package cadenza.journeys;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One port of each of some addresses, as far as they are this machine's own. It is noted who
 * connects, whether he says something or not.
 */
final class InsideDoors implements AutoCloseable {
  private static final int BACKLOG = 100;
  private static final int MILLISECONDS = 5_000;

  private final Map<InetAddress, ServerSocket> doors = new LinkedHashMap<>();
  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
  private final int port;

  /**
   * A connection.
   *
   * @param from the visitor's port
   */
  record Visit(InetAddress door, int from) {}

  /**
   * @param addresses others than that of loopback itself
   */
  InsideDoors(Collection<InetAddress> addresses) {
    var loopback = InetAddress.getLoopbackAddress();
    port = open(loopback, 0);
    for (var address : addresses) {
      if (!address.isAnyLocalAddress() && !address.isMulticastAddress()) {
        open(address, port);
      }
    }
  }

  /** Where there cannot be one, or nobody gets to it, nothing is open. */
  private int open(InetAddress address, int wanted) {
    if (doors.containsKey(address)) {
      return wanted;
    }
    try {
      var door = new ServerSocket(wanted, BACKLOG, address);
      if (connects(address, door.getLocalPort())) {
        door.accept().close();
        doors.put(address, door);
        var watching = new Thread(() -> watch(address, door), "door " + address);
        watching.setDaemon(true);
        watching.start();
      } else {
        door.close();
      }
      return door.getLocalPort();
    } catch (IOException notOurs) {
      return wanted;
    }
  }

  private static boolean connects(InetAddress address, int port) {
    try (var visitor = new Socket()) {
      visitor.connect(new InetSocketAddress(address, port), MILLISECONDS);
      return true;
    } catch (IOException nobodyGetsThere) {
      return false;
    }
  }

  private void watch(InetAddress address, ServerSocket door) {
    while (!door.isClosed()) {
      try (var visitor = door.accept()) {
        visits.add(new Visit(address, visitor.getPort()));
      } catch (IOException closedOrGone) {
        // the condition of the loop tells which
      }
    }
  }

  int port() {
    return port;
  }

  /** Whether somebody who connects to that address comes to one of the doors. */
  boolean leadsIn(InetAddress address) {
    return address.isAnyLocalAddress() || doors.containsKey(address);
  }

  /**
   * Whoever has come. Each door lets in one after the other, so when we are in ourselves, so is
   * everybody who came before.
   */
  List<Visit> visitors() {
    doors.keySet().forEach(this::visit);
    return List.copyOf(visits);
  }

  /** Connects, and forgets it when it was seen. */
  Visit visit(InetAddress address) {
    try (var visitor = new Socket()) {
      visitor.connect(new InetSocketAddress(address, port), MILLISECONDS);
      var seen =
          await()
              .pollInterval(Duration.ofMillis(1))
              .until(() -> visitFrom(visitor.getLocalPort()), visit -> visit != null);
      visits.remove(seen);
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(address + " leads nowhere", e);
    }
  }

  private @Nullable Visit visitFrom(int visitor) {
    return visits.stream().filter(visit -> visit.from() == visitor).findFirst().orElse(null);
  }

  @Override
  public void close() {
    for (var door : doors.values()) {
      try {
        door.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
