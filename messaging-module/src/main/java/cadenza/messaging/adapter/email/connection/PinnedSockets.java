package cadenza.messaging.adapter.email.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * Plain sockets that connect to the address that was vetted, whatever the name resolves to by then.
 * All sockets of one connection are known here, so that it can be cut off from outside.
 */
public final class PinnedSockets extends SocketFactory {
  private static final int CONNECT_TIMEOUT_MILLIS = 30_000;

  private final InetAddress address;
  private final CopyOnWriteArrayList<Socket> made = new CopyOnWriteArrayList<>();

  public PinnedSockets(InetAddress vetted) {
    this.address = vetted;
  }

  @Override
  public Socket createSocket() {
    var socket = new PinnedSocket(address);
    remember(socket);
    return socket;
  }

  void remember(Socket socket) {
    made.removeIf(Socket::isClosed);
    made.addIfAbsent(socket);
  }

  /** For a watcher: ends whatever is being waited for on any of these sockets. */
  public void closeAll() {
    for (var socket : made) {
      try {
        socket.close();
      } catch (IOException alreadyGone) {
        continue;
      }
    }
  }

  /** From now on what is written is kept back, so that it can leave in one packet. */
  public void gather() {
    made.forEach(
        socket -> {
          if (socket instanceof PinnedSocket pinned) {
            pinned.gathered.gather();
          }
        });
  }

  /** Writes what was kept back. */
  public void letGo() throws IOException {
    for (var socket : made) {
      if (socket instanceof PinnedSocket pinned && !socket.isClosed()) {
        pinned.gathered.letGo();
      }
    }
  }

  public void readTimeout(int millis) throws IOException {
    for (var socket : made) {
      if (!socket.isClosed()) {
        socket.setSoTimeout(millis);
      }
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(port);
  }

  private Socket connected(int port) throws IOException {
    var socket = createSocket();
    socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MILLIS);
    return socket;
  }

  private static final class PinnedSocket extends Socket {
    private final InetAddress address;
    private final GatheredOutput gathered = new GatheredOutput(this::plainOutput);

    PinnedSocket(InetAddress address) {
      this.address = address;
    }

    @Override
    public void connect(SocketAddress named, int timeoutMillis) throws IOException {
      int port = ((InetSocketAddress) named).getPort();
      setTcpNoDelay(true);
      super.connect(new InetSocketAddress(address, port), timeoutMillis);
    }

    private OutputStream plainOutput() throws IOException {
      return super.getOutputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      plainOutput(); // tells at once when there is none
      return gathered;
    }
  }

  private interface Output {
    OutputStream stream() throws IOException;
  }

  /** Written by the one thread that speaks on the connection. */
  private static final class GatheredOutput extends OutputStream {
    private final Output output;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean gathering;

    GatheredOutput(Output output) {
      this.output = output;
    }

    void gather() {
      gathering = true;
    }

    void letGo() throws IOException {
      gathering = false;
      if (kept.size() > 0) {
        var bytes = kept.toByteArray();
        kept.reset();
        output.stream().write(bytes);
      }
    }

    private OutputStream target() throws IOException {
      return gathering ? kept : output.stream();
    }

    @Override
    public void write(int one) throws IOException {
      target().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      target().write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      output.stream().close();
    }
  }
}
