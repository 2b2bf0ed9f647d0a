package cadenza.messaging.application;

import cadenza.kernel.api.AddressRanges;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where services sit that look at mail before people do, whatever their programs call themselves:
 * Exchange Online Protection (Microsoft 365, published endpoints, id 10) and Barracuda's Email
 * Gateway Defense. An address is looked at and forgotten.
 */
@Dependent
public class ScannerAddresses {
  private static final String KNOWN =
      "40.92.0.0/15,40.107.0.0/16,52.100.0.0/14,104.47.0.0/17,2a01:111:f400::/48,"
          + "2a01:111:f403::/48,64.235.144.0/20,209.222.80.0/21";

  @Inject AddressRanges ranges;

  @Inject
  @ConfigProperty(name = "cadenza.tracking.scanner-ranges")
  Optional<String> more;

  private Predicate<String> scanners = address -> false;

  /** At the start of the application, so that a wrong setting is not found by the first mail. */
  @PostConstruct
  void read() {
    try {
      scanners = ranges.of(KNOWN + "," + more.orElse(""));
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalStateException(
          "cadenza.tracking.scanner-ranges takes ranges of addresses separated by commas, as in"
              + " 192.0.2.0/24,2001:db8::/32",
          unreadable);
    }
  }

  boolean include(String address) {
    return scanners.test(address);
  }
}
