package cadenza.kernel.api;

import java.net.InetAddress;
import java.util.List;

/**
 * The one address policy for every host that a user names: webhooks, SMTP, IMAP, providers.
 * Internal addresses are refused unless {@code cadenza.net.allowed-cidrs} opens them.
 */
public interface OutsideHosts {
  /**
   * Resolves a host and vets every address it answers with; the caller connects to one of exactly
   * these, never to a second resolution.
   *
   * <p>Asks a name service, so no transaction may be open. Waits {@code cadenza.net.lookup-timeout}
   * at most.
   *
   * @throws AddressRefused when the name does not resolve in time or any of its addresses is
   *     refused; the message is the same in each case, so that it tells nothing about the inside
   */
  List<InetAddress> vet(String host);

  /** Whether plain text protocols are allowed: only where an operator opened internal addresses. */
  boolean plainAllowed();

  /** The host may not be connected to. */
  class AddressRefused extends RuleViolation {
    private static final long serialVersionUID = 1L;

    public AddressRefused(String pointer) {
      super(
          Kind.INVALID,
          "address_refused",
          "The host does not resolve to an address that may be connected to.",
          pointer);
    }
  }
}
