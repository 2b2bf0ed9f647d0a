package cadenza.kernel.api;

import javax.net.ssl.SSLContext;

/**
 * Whom every TLS connection to an outside host trusts: the authorities of the Java runtime and
 * those in the file that {@code cadenza.net.trust-file} names. Never the server's own default,
 * which trusts nobody outside.
 */
public interface OutsideTls {
  /** Verifies chains only; the caller sees to it that the name is checked, too. */
  SSLContext context();
}
