package cadenza.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * The network between the server and its database. When it falls silent nothing passes and nobody
 * is told; connections from before then stay dead, as behind a firewall that has forgotten them.
 */
final class SilentNetwork implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean silent;
  private volatile int age;

  SilentNetwork(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inBackground(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void fallSilent() {
    silent = true;
    age++;
  }

  void speakAgain() {
    silent = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        sockets.add(client);
        inBackground(() -> connect(client));
      } catch (IOException over) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    int born = age;
    if (silent) {
      return;
    }
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      inBackground(() -> pass(client, server, born));
      pass(server, client, born);
    } catch (IOException nobodyThere) {
      close(client);
    }
  }

  private void pass(Socket from, Socket to, int born) {
    var bytes = new byte[16_384];
    try {
      while (true) {
        int read = from.getInputStream().read(bytes);
        if (born != age) {
          closed.await();
        }
        if (read < 0) {
          break;
        }
        to.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException brokenOff) {
      if (born != age) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static void inBackground(Runnable work) {
    var thread = new Thread(work, "silent-network");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
