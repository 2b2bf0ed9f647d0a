package cadenza.messaging.adapter.email.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** As much of an IMAP server as a login needs, with or without TLS. */
final class ScriptedMailbox implements AutoCloseable {
  final List<String> commands = new CopyOnWriteArrayList<>();

  private final ServerSocket listening;
  private final @Nullable SSLContext tls;
  private final boolean tlsFromTheStart;
  private volatile String behindStartTls = "";

  private ScriptedMailbox(@Nullable SSLContext tls, boolean tlsFromTheStart) {
    this.tls = tls;
    this.tlsFromTheStart = tlsFromTheStart;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::listen, "scripted-imap");
    thread.setDaemon(true);
    thread.start();
  }

  static ScriptedMailbox plain() {
    return new ScriptedMailbox(null, false);
  }

  static ScriptedMailbox startTls(SSLContext tls) {
    return new ScriptedMailbox(tls, false);
  }

  static ScriptedMailbox tls(SSLContext tls) {
    return new ScriptedMailbox(tls, true);
  }

  /** In one packet with the answer to STARTTLS, as somebody on the way could. */
  ScriptedMailbox injecting(String plain) {
    behindStartTls = plain;
    return this;
  }

  int port() {
    return listening.getLocalPort();
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        var thread = new Thread(() -> talk(socket), "scripted-imap-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket accepted) {
    try (var socket = tlsFromTheStart ? inTls(accepted) : accepted) {
      write(socket, "* OK ready");
      converse(socket);
    } catch (IOException gone) {
      return;
    }
  }

  private void converse(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      var words = line.split(" ", -1);
      var tag = words[0];
      var verb = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
      if (verb.equals("STARTTLS") && tls != null) {
        write(socket, tag + " OK go" + behindStartTls);
        try (var secured = inTls(socket)) {
          converse(secured);
        }
        return;
      }
      if (verb.equals("CAPABILITY")) {
        boolean offered = tls != null && !(socket instanceof SSLSocket);
        write(socket, "* CAPABILITY IMAP4rev1 AUTH=PLAIN" + (offered ? " STARTTLS" : ""));
      } else if (verb.equals("AUTHENTICATE")) {
        write(socket, "+ ");
        commands.add("credentials " + in.readLine());
      } else if (verb.equals("LOGOUT")) {
        write(socket, "* BYE\r\n" + tag + " OK bye");
        return;
      }
      write(socket, tag + " OK done");
    }
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

  private static void write(Socket socket, String reply) throws IOException {
    socket.getOutputStream().write((reply + "\r\n").getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
