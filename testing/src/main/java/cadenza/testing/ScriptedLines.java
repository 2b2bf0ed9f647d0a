package cadenza.testing;

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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server of a protocol that is spoken line by line, with or without TLS. */
public abstract class ScriptedLines implements AutoCloseable {
  /** Every line that came, in order. */
  public final List<String> commands = new CopyOnWriteArrayList<>();

  /** What came at once, in clear text, TLS or not. */
  public final List<String> packets = new CopyOnWriteArrayList<>();

  public final AtomicInteger connections = new AtomicInteger();

  private final ServerSocket listening;
  private final @Nullable SSLContext tls;
  private final boolean tlsFromTheStart;
  private volatile String behindStartTls = "";

  /**
   * @param tls null for none at all
   * @param tlsFromTheStart otherwise it is offered
   */
  protected ScriptedLines(@Nullable SSLContext tls, boolean tlsFromTheStart) {
    this.tls = tls;
    this.tlsFromTheStart = tlsFromTheStart;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inBackground(this::listen);
  }

  /** One connection. */
  public final class Peer implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new BufferedReader(new InputStreamReader(recorded(socket), ISO_8859_1));
    }

    /** When the connection ends now, it ends as one does with something unread: it is reset. */
    public void endsWithReset() throws IOException {
      socket.setSoLinger(true, 0);
    }

    /** The next line, or null when the other side has ended. */
    public @Nullable String readLine() throws IOException {
      return in.readLine();
    }

    public void write(String reply) throws IOException {
      socket.getOutputStream().write((reply + "\r\n").getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
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

  /**
   * @return false to hang up
   */
  protected abstract boolean greet(Peer peer) throws IOException;

  /**
   * @return false to hang up
   */
  protected abstract boolean answer(Peer peer, String line) throws IOException;

  /** The answer behind which TLS begins, or null when the line does not ask for it. */
  protected abstract @Nullable String startsTls(String line);

  /** Whether TLS is there to begin with on this connection. */
  protected boolean offersTls(Peer peer) {
    return tls != null && !(peer.socket instanceof SSLSocket);
  }

  /** In one packet with the answer to STARTTLS, as somebody on the way could. */
  public void injects(String plain) {
    behindStartTls = plain;
  }

  public int port() {
    return listening.getLocalPort();
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        connections.incrementAndGet();
        inBackground(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void inBackground(Runnable work) {
    var thread = new Thread(work, "scripted-lines");
    thread.setDaemon(true);
    thread.start();
  }

  private void talk(Socket accepted) {
    try (var peer = new Peer(tlsFromTheStart ? inTls(accepted) : accepted)) {
      if (greet(peer)) {
        converse(peer);
      }
    } catch (IOException gone) {
      return;
    }
  }

  private void converse(Peer peer) throws IOException {
    for (var line = peer.readLine(); line != null; line = peer.readLine()) {
      commands.add(line);
      var go = offersTls(peer) ? startsTls(line) : null;
      if (go != null) {
        peer.write(go + behindStartTls);
        try (var secured = new Peer(inTls(peer.socket))) {
          converse(secured);
        }
        return;
      }
      if (!answer(peer, line)) {
        return;
      }
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

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
