package cadenza.testing;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.OutsideTls;
import java.nio.file.Path;

/** Certificates of a mail server, good ones and bad ones, and who trusts them. */
public final class MailServerKeys {
  /** The name by which it is connected to. */
  public static final String HOST = "mail.cadenza.test";

  private final TestAuthority authority;
  private final OutsideTls trusting;

  public MailServerKeys(Path folder) {
    authority = TestAuthority.in(folder.resolve("authority"));
    trusting = KernelParts.tls(authority.trustFile());
  }

  /** The keys of a server that every {@link #trusting} client accepts. */
  public Path good() {
    return authority.server(HOST);
  }

  /** By what is wrong with them; nothing is, where the fault is the client's. */
  public Path of(String certificate) {
    return switch (certificate) {
      case "other name" -> authority.server("other.cadenza.test");
      case "expired" -> authority.expired(HOST);
      case "self-signed" -> authority.selfSigned(HOST);
      default -> good();
    };
  }

  /**
   * A client that trusts the authority, except where the certificate is to be of an unknown one.
   */
  public OutsideTls clientFor(String certificate) {
    return certificate.equals("unknown authority") ? KernelParts.tls() : trusting;
  }

  public OutsideTls trusting() {
    return trusting;
  }
}
