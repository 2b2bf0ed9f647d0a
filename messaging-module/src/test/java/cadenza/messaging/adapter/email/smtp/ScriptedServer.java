package cadenza.messaging.adapter.email.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server that answers by the book, except where it is told otherwise. */
final class ScriptedServer implements AutoCloseable {
  /** Closes the connection instead of an answer. */
  static final String HANG_UP = "hang up";

  /** Never answers. */
  static final String SILENCE = "silence";

  /** Where a scripted answer is given. */
  enum At {
    GREETING,
    EHLO,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    DOT
  }

  final List<String> accepted = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();
  final List<String> packets = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  private final ServerSocket listening;
  private final Map<At, Queue<String>> script = new EnumMap<>(At.class);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final @Nullable SSLContext tls;
  private final boolean tlsFromTheStart;
  private volatile String behindStartTls = "";
  private volatile boolean pipelining;
  private volatile boolean wantsDataForNobody;
  private final Set<Socket> withRecipient = ConcurrentHashMap.newKeySet();

  /** Speaks no TLS. */
  ScriptedServer() {
    this(null, false);
  }

  private ScriptedServer(@Nullable SSLContext tls, boolean tlsFromTheStart) {
    this.tls = tls;
    this.tlsFromTheStart = tlsFromTheStart;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::listen, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  static ScriptedServer startTls(SSLContext tls) {
    return new ScriptedServer(tls, false);
  }

  static ScriptedServer tls(SSLContext tls) {
    return new ScriptedServer(tls, true);
  }

  /** In one packet with the answer to STARTTLS, as somebody on the way could. */
  ScriptedServer injecting(String plain) {
    behindStartTls = plain;
    return this;
  }

  ScriptedServer pipelining() {
    pipelining = true;
    return this;
  }

  /** Says 354 though nobody may get the mail. */
  ScriptedServer wantingDataForNobody() {
    wantsDataForNobody = true;
    return this;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The next time only; then by the book again. */
  ScriptedServer answering(At at, String reply) {
    synchronized (script) {
      script.computeIfAbsent(at, any -> new ArrayDeque<>()).add(reply);
    }
    return this;
  }

  private void listen() {
    while (closing.getCount() > 0) {
      try {
        var socket = listening.accept();
        connections.incrementAndGet();
        var thread = new Thread(() -> talk(socket), "scripted-smtp-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket accepted) {
    try (var socket = tlsFromTheStart ? inTls(accepted) : accepted;
        var in = reader(socket)) {
      if (reply(socket, At.GREETING, "220 ready")) {
        converse(socket, in);
      }
    } catch (IOException gone) {
      return;
    }
  }

  private void converse(Socket socket, BufferedReader in) throws IOException {
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      if (line.equalsIgnoreCase("STARTTLS") && tls != null) {
        write(socket, "220 go" + behindStartTls);
        try (var secured = inTls(socket);
            var behind = reader(secured)) {
          converse(secured, behind);
        }
        return;
      }
      if (!answer(socket, in, line)) {
        return;
      }
    }
  }

  private BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(recorded(socket), ISO_8859_1));
  }

  private InputStream recorded(Socket socket) throws IOException {
    return new FilterInputStream(socket.getInputStream()) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        if (read > 0) {
          packets.add(new String(into, from, read, ISO_8859_1));
        }
        return read;
      }
    };
  }

  private SSLSocket inTls(Socket socket) throws IOException {
    var secured =
        (SSLSocket)
            Objects.requireNonNull(tls)
                .getSocketFactory()
                .createSocket(socket, null, socket.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  private String extensions(Socket socket) {
    boolean offered = tls != null && !(socket instanceof SSLSocket);
    return (offered ? "250-STARTTLS\r\n" : "")
        + (pipelining ? "250-PIPELINING\r\n" : "")
        + "250-AUTH PLAIN\r\n250 8BITMIME";
  }

  private boolean answer(Socket socket, BufferedReader in, String line) throws IOException {
    var verb = line.toUpperCase(Locale.ROOT);
    if (verb.startsWith("EHLO")) {
      return reply(socket, At.EHLO, "250-here\r\n" + extensions(socket));
    }
    if (verb.startsWith("AUTH PLAIN")) {
      return reply(socket, At.AUTH, "235 ok");
    }
    if (verb.startsWith("AUTH")) {
      write(socket, "504 no");
      return true;
    }
    if (verb.startsWith("MAIL")) {
      withRecipient.remove(socket);
      return reply(socket, At.MAIL, "250 ok");
    }
    if (verb.startsWith("RCPT")) {
      var refusal = scripted(At.RCPT);
      if (refusal == null || refusal.startsWith("2")) {
        withRecipient.add(socket);
      }
      return give(socket, refusal == null ? "250 ok" : refusal);
    }
    if (verb.startsWith("DATA")) {
      return data(socket, in);
    }
    if (verb.startsWith("QUIT")) {
      write(socket, "221 bye");
      return false;
    }
    write(socket, "250 ok");
    return true;
  }

  private boolean data(Socket socket, BufferedReader in) throws IOException {
    var reply = scripted(At.DATA);
    if (reply != null) {
      return give(socket, reply);
    }
    if (!withRecipient.contains(socket) && !wantsDataForNobody) {
      write(socket, "503 5.5.1 nobody to send it to");
      return true;
    }
    write(socket, "354 go on");
    var mail = new StringBuilder();
    for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        return false;
      }
      mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
    }
    var end = scripted(At.DOT);
    if (end != null) {
      return give(socket, end);
    }
    accepted.add(mail.toString());
    write(socket, "250 2.0.0 queued");
    return true;
  }

  private boolean reply(Socket socket, At at, String byTheBook) throws IOException {
    var reply = scripted(at);
    return give(socket, reply == null ? byTheBook : reply);
  }

  private boolean give(Socket socket, String reply) throws IOException {
    if (reply.equals(HANG_UP)) {
      return false;
    }
    if (reply.equals(SILENCE)) {
      try {
        closing.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
    write(socket, reply);
    return !reply.startsWith("421");
  }

  private @Nullable String scripted(At at) {
    synchronized (script) {
      var queue = script.get(at);
      return queue == null ? null : queue.poll();
    }
  }

  private static void write(Socket socket, String reply) throws IOException {
    socket.getOutputStream().write((reply + "\r\n").getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listening.close();
  }
}
