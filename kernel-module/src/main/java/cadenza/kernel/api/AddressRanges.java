package cadenza.kernel.api;

import java.util.function.Predicate;

/** Reads ranges of IP addresses. */
public interface AddressRanges {
  /**
   * @param ranges separated by commas, as in {@code 192.0.2.0/24,2001:db8::/32}; blank for none
   * @return whether an address, as it is written, lies in one of them; what is none lies nowhere
   * @throws IllegalArgumentException where one is no range
   */
  Predicate<String> of(String ranges);
}
