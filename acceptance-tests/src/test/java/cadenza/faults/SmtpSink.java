package cadenza.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that keeps what it accepted, and so is the witness of what was on the wire. A mail
 * counts from its final dot, whether or not anybody was still there to read the answer.
 */
public final class SmtpSink implements AutoCloseable {
  /** One mail that was taken. */
  public record Taken(String messageId, String recipient) {}

  private final ServerSocket listener;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> connections = new HashMap<>();
  private final Map<String, Integer> mostConnections = new HashMap<>();
  private final AtomicInteger toHang = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long millisForEach;
  private volatile long millisOfSilence;

  public SmtpSink() {
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  /** By sender: how many connections it has held at the same time, at most. */
  Map<String, Integer> mostConnections() {
    synchronized (connections) {
      return Map.copyOf(mostConnections);
    }
  }

  /** A connection counts for the sender of its first mail, as long as it lasts. */
  private void connected(String sender, int change) {
    synchronized (connections) {
      int now = connections.merge(sender, change, Integer::sum);
      mostConnections.merge(sender, now, Math::max);
    }
  }

  /** How long it thinks about each mail before it says that it has it. */
  void takesForEach(long millis) {
    millisForEach = millis;
  }

  /** The next mails are taken, but their sender hears nothing for 8 s and is then cut off. */
  void hangAfterTheDot(int mails) {
    hangAfterTheDot(mails, Duration.ofSeconds(8));
  }

  /** As above, with a silence of this length. */
  public void hangAfterTheDot(int mails, Duration silence) {
    millisOfSilence = silence.toMillis();
    toHang.set(mails);
  }

  private static void start(String name, Runnable work) {
    var thread = new Thread(work, "sink-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        start("talk", () -> talk(socket));
      } catch (IOException ended) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    var sender = "";
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      var out = socket.getOutputStream();
      say(out, "220 sink ESMTP");
      var recipient = "";
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var verb = line.toUpperCase(Locale.ROOT);
        if (verb.startsWith("EHLO")) {
          say(out, "250-sink\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 50000000");
        } else if (verb.startsWith("AUTH LOGIN")) {
          say(out, "334 VXNlcm5hbWU6");
          in.readLine();
          say(out, "334 UGFzc3dvcmQ6");
          in.readLine();
          say(out, "235 welcome");
        } else if (verb.startsWith("AUTH")) {
          if (verb.split(" ", -1).length < 3) {
            say(out, "334 ");
            in.readLine();
          }
          say(out, "235 welcome");
        } else if (verb.startsWith("MAIL")) {
          if (sender.isEmpty()) {
            sender = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            connected(sender, 1);
          }
          say(out, "250 ok");
        } else if (verb.startsWith("RCPT")) {
          recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
          say(out, "250 ok");
        } else if (verb.equals("DATA")) {
          say(out, "354 go on");
          var messageId = readMail(in);
          if (messageId == null) {
            return;
          }
          taken.add(new Taken(messageId, recipient));
          if (toHang.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0) {
            hang();
            return;
          }
          think();
          say(out, "250 taken");
        } else if (verb.equals("QUIT")) {
          say(out, "221 bye");
          return;
        } else {
          say(out, "250 ok");
        }
      }
    } catch (IOException gone) {
      // The other side ended; that is what these tests do.
    } finally {
      open.remove(socket);
      if (!sender.isEmpty()) {
        connected(sender, -1);
      }
    }
  }

  /** The Message-ID of a mail that came whole, or null when the connection ended in between. */
  private static @Nullable String readMail(BufferedReader in) throws IOException {
    var messageId = "";
    var inHeader = true;
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals(".")) {
        return messageId;
      }
      if (line.isEmpty()) {
        inHeader = false;
      }
      if (inHeader && line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
        messageId = line.substring(11).strip();
      }
    }
    return null;
  }

  private void think() throws IOException {
    try {
      if (millisForEach > 0 && closed.await(millisForEach, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hang() {
    try {
      closed.await(millisOfSilence, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
