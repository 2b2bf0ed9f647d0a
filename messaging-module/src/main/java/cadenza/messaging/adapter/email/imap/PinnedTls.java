package cadenza.messaging.adapter.email.imap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS for a connection that is made to a vetted address: the mail library is given the address, so
 * it resolves nothing itself, and here the handshake gets the name back, which the certificate is
 * checked against.
 *
 * <p>The Java runtime's own trust, not the server's: Liberty's default trusts nobody outside.
 */
final class PinnedTls extends SSLSocketFactory {
  private final String host;
  private final SSLSocketFactory tls;

  PinnedTls(String host) {
    this.host = host;
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      this.tls = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no TLS", e);
    }
  }

  @Override
  public Socket createSocket(Socket connected, String address, int port, boolean autoClose)
      throws IOException {
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
