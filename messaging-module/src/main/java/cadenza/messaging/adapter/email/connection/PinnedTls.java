package cadenza.messaging.adapter.email.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS for a connection that is made to a vetted address: the mail library is given the address, so
 * it resolves nothing itself, and here the handshake gets the name back, which the certificate is
 * checked against.
 */
public final class PinnedTls extends SSLSocketFactory {
  private final String host;
  private final SSLSocketFactory tls;
  private final PinnedSockets sockets;

  public PinnedTls(String host, SSLContext trust, PinnedSockets sockets) {
    this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    this.tls = trust.getSocketFactory();
    this.sockets = sockets;
  }

  @Override
  public Socket createSocket(Socket connected, String address, int port, boolean autoClose)
      throws IOException {
    sockets.remember(connected);
    connected.setTcpNoDelay(true);
    return tls.createSocket(connected, host, port, autoClose);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String address, int port) throws IOException {
    throw unpinned();
  }

  @Override
  public Socket createSocket(String address, int port, InetAddress local, int localPort)
      throws IOException {
    throw unpinned();
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    throw unpinned();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    throw unpinned();
  }

  private static IOException unpinned() {
    return new IOException("Only a connection that is made already gets TLS here");
  }
}
