package cadenza.messaging.adapter.email.connection;

import cadenza.messaging.domain.ConnectionFault;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Tells from a failed connection what was wrong with its TLS. */
public final class TlsFaults {
  private TlsFaults() {}

  /**
   * Empty when TLS was not what failed. A connection that is lost within the handshake is one: the
   * server will be there again, and nobody need change a setting.
   */
  public static Optional<ConnectionFault> of(Throwable failure) {
    boolean tls = false;
    boolean lost = false;
    boolean certificate = false;
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof CertificateExpiredException
          || one instanceof CertificateNotYetValidException) {
        return Optional.of(ConnectionFault.CERTIFICATE_EXPIRED);
      }
      if (one instanceof CertPathBuilderException && one.getCause() == null
          || one instanceof CertPathValidatorException && one.getCause() == null) {
        return Optional.of(ConnectionFault.CERTIFICATE_UNTRUSTED);
      }
      certificate |= one instanceof CertificateException && one.getCause() == null;
      tls |= one instanceof SSLException;
      lost |= isLost(one);
    }
    if (!tls || (lost && !certificate)) {
      return Optional.empty();
    }
    // With a chain that is in order only the name is left to be refused.
    return Optional.of(
        certificate ? ConnectionFault.CERTIFICATE_OTHER_HOST : ConnectionFault.TLS_FAILED);
  }

  private static boolean isLost(Throwable one) {
    return one instanceof EOFException
        || one instanceof SocketException
        || one instanceof SocketTimeoutException
        || String.valueOf(one.getMessage()).contains("close_notify");
  }
}
