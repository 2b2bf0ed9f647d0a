package cadenza.messaging.adapter.email.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * Plain sockets that connect to the addresses that were vetted, whatever the name resolves to by
 * then. TLS is laid over them by the mail library, which verifies the certificate against the name.
 */
public final class PinnedSockets extends SocketFactory {
  private final List<InetAddress> addresses;
  private final CopyOnWriteArrayList<Socket> made = new CopyOnWriteArrayList<>();

  public PinnedSockets(List<InetAddress> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  @Override
  public Socket createSocket() {
    var socket = new PinnedSocket(addresses);
    made.removeIf(Socket::isClosed);
    made.add(socket);
    return socket;
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
    socket.connect(new InetSocketAddress(addresses.get(0), port), 30_000);
    return socket;
  }

  private static final class PinnedSocket extends Socket {
    private final List<InetAddress> addresses;

    PinnedSocket(List<InetAddress> addresses) {
      this.addresses = addresses;
    }

    /** The first vetted address; the next connection may try another. */
    @Override
    public void connect(SocketAddress named, int timeoutMillis) throws IOException {
      int port = ((InetSocketAddress) named).getPort();
      setTcpNoDelay(true);
      super.connect(new InetSocketAddress(addresses.get(0), port), timeoutMillis);
    }
  }
}
