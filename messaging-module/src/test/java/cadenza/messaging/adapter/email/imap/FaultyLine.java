package cadenza.messaging.adapter.email.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The line to an IMAP server, on which one command goes wrong. */
final class FaultyLine implements AutoCloseable {
  /** What goes wrong. */
  enum Fault {
    /** The server never gets the command. */
    CUT_BEFORE,
    /** The server obeys, and its answer is lost. */
    CUT_AFTER,
    /** The answer ends in its midst. */
    CUT_WITHIN,
    /** Nothing is said any more, and nothing is closed. */
    HANG,
    /** The server cannot, for now. */
    NO,
    /** The server takes its leave. */
    BYE,
    /** Something that is no IMAP comes before the answer. */
    GARBAGE
  }

  private static final String GREETING = "GREETING";

  private record Strike(Predicate<String> at, Fault fault, boolean once) {}

  private final int server;
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Strike> coming = new AtomicReference<>();
  private volatile boolean struck;
  private volatile UnaryOperator<String> saying = UnaryOperator.identity();

  FaultyLine(int server) {
    this.server = server;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inBackground(this::listen);
  }

  int port() {
    return listening.getLocalPort();
  }

  /**
   * Once, at the next such command.
   *
   * @param command words that the command holds, in capitals, or {@code GREETING}
   */
  void strikeAt(String command, Fault fault) {
    struck = false;
    coming.set(new Strike(line -> line.contains(command), fault, true));
  }

  /** At each command that looks like this, from now on. */
  void strikeAlwaysAt(Pattern command, Fault fault) {
    coming.set(new Strike(line -> command.matcher(line).find(), fault, false));
  }

  /**
   * The server says something else than it knows, from now on; no literal may change its length.
   */
  void says(UnaryOperator<String> instead) {
    saying = instead;
  }

  /** How often somebody has connected. */
  int connections() {
    return open.size() / 2;
  }

  boolean hasStruck() {
    return struck;
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        new Talk(listening.accept()).begin();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void inBackground(Runnable work) {
    var thread = new Thread(work, "faulty-line");
    thread.setDaemon(true);
    thread.start();
  }

  private @Nullable Fault faultOf(String command) {
    var next = coming.get();
    if (next != null
        && next.at().test(command.toUpperCase(Locale.ROOT))
        && (!next.once() || coming.compareAndSet(next, null))) {
      return next.fault();
    }
    return null;
  }

  /** One connection. */
  private final class Talk {
    private final Socket client;
    private final Socket behind;
    private volatile @Nullable Fault answering;
    private volatile boolean silent;

    Talk(Socket client) throws IOException {
      this.client = client;
      this.behind = new Socket(InetAddress.getLoopbackAddress(), server);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      open.add(client);
      open.add(behind);
    }

    void begin() throws IOException {
      var fault = faultOf(GREETING);
      if (fault != null && !goesOn(GREETING, fault)) {
        return;
      }
      inBackground(this::commands);
      inBackground(this::answers);
    }

    private void commands() {
      try {
        var in = new BufferedInputStream(client.getInputStream());
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
          var fault = faultOf(line);
          if (fault != null && !goesOn(line, fault)) {
            continue;
          }
          write(behind.getOutputStream(), line.getBytes(ISO_8859_1));
        }
      } catch (IOException gone) {
        // Either side ended.
      }
      hangUp();
    }

    /** Whether the command goes to the server all the same. */
    private boolean goesOn(String line, Fault fault) throws IOException {
      boolean passes = false;
      switch (fault) {
        case CUT_BEFORE -> hangUp();
        case CUT_AFTER, CUT_WITHIN -> {
          answering = fault;
          passes = true;
        }
        case HANG -> silent = true;
        case NO -> say(line.split(" ", -1)[0] + " NO [UNAVAILABLE] Try again later");
        case BYE -> {
          say("* BYE Shutting down");
          hangUp();
        }
        case GARBAGE -> {
          say("\0\u00ff)(garbage {12");
          passes = true;
        }
      }
      struck = true;
      return passes;
    }

    private void answers() {
      try {
        var in = behind.getInputStream();
        var buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (answering == Fault.CUT_AFTER) {
            break;
          }
          boolean within = answering == Fault.CUT_WITHIN;
          if (!silent) {
            var said = saying.apply(new String(buffer, 0, read, ISO_8859_1));
            var bytes = said.getBytes(ISO_8859_1);
            synchronized (this) {
              client.getOutputStream().write(bytes, 0, within ? bytes.length / 2 : bytes.length);
              client.getOutputStream().flush();
            }
          }
          if (within) {
            break;
          }
        }
      } catch (IOException gone) {
        // Either side ended.
      }
      hangUp();
    }

    private void say(String line) throws IOException {
      write(client.getOutputStream(), (line + "\r\n").getBytes(ISO_8859_1));
    }

    private synchronized void write(OutputStream out, byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    private void hangUp() {
      closeQuietly(client);
      closeQuietly(behind);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.write(c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString(ISO_8859_1);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // It is what was wanted.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(FaultyLine::closeQuietly);
  }
}
