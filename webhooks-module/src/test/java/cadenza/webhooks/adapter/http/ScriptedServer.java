package cadenza.webhooks.adapter.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** An endpoint that behaves as badly as it is told to. */
class ScriptedServer implements AutoCloseable {
  /** What it does once the request has been read. */
  @FunctionalInterface
  private interface Script {
    void run(OutputStream out) throws IOException, InterruptedException;
  }

  private static final Pattern LENGTH =
      Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

  private final ServerSocket socket;
  private final Thread accepting;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Script script = out -> {};
  private volatile boolean patient;

  ScriptedServer() {
    this(InetAddress.getLoopbackAddress(), 0);
  }

  /**
   * @param port 0 for any that is free
   */
  ScriptedServer(InetAddress address, int port) {
    try {
      socket = new ServerSocket(port, 50, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = inBackground(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  /** A connection may bring more than one request. */
  void keepsConnections() {
    patient = true;
  }

  void answers(String response) {
    script = out -> write(out, response);
  }

  void hangs() {
    script = out -> closed.await();
  }

  void drips(String head) {
    script =
        out -> {
          write(out, head);
          while (!closed.await(100, TimeUnit.MILLISECONDS)) {
            write(out, "x");
          }
        };
  }

  void floods(String head) {
    script =
        out -> {
          write(out, head);
          while (closed.getCount() > 0) {
            write(out, "1000\r\n" + "x".repeat(0x1000) + "\r\n");
          }
        };
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        var unused = inBackground(() -> serve(connection));
      } catch (IOException over) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    connections.incrementAndGet();
    try (connection) {
      for (var request = read(connection.getInputStream());
          !request.isEmpty();
          request = patient ? read(connection.getInputStream()) : "") {
        requests.add(request);
        script.run(connection.getOutputStream());
      }
    } catch (IOException | InterruptedException clientLeft) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int rest = Integer.MAX_VALUE;
    while (rest > 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
      rest--;
      var text = bytes.toString(StandardCharsets.UTF_8);
      if (rest > 1_000_000 && text.endsWith("\r\n\r\n")) {
        var length = LENGTH.matcher(text);
        rest = length.find() ? Integer.parseInt(length.group(1)) : 0;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Thread inBackground(Runnable work) {
    var thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Connections are refused from now on: the port stays open as long as one waits at it. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
