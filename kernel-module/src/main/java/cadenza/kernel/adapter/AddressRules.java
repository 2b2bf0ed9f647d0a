package cadenza.kernel.adapter;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses lie on the public internet. Everything that is not plainly public is refused: the
 * special ranges of IPv4, and of IPv6 all but global unicast without its tunnels, since a tunnel
 * carries an IPv4 address past the rule for it.
 */
class AddressRules {
  private static final List<Cidr> INTERNAL_V4 =
      cidrs(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");
  private static final Cidr GLOBAL_UNICAST_V6 = Cidr.of("2000::/3");
  private static final List<Cidr> INTERNAL_V6 =
      cidrs("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private final List<Cidr> allowed;

  /**
   * @param allowed ranges that an operator opened although they are internal
   */
  AddressRules(List<Cidr> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  boolean permit(InetAddress address) {
    return isPublic(address) || allowed.stream().anyMatch(range -> range.holds(address));
  }

  /** An IPv4 address mapped into IPv6 arrives here as the IPv4 address it is. */
  private static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return INTERNAL_V4.stream().noneMatch(range -> range.holds(address));
    }
    return GLOBAL_UNICAST_V6.holds(address)
        && INTERNAL_V6.stream().noneMatch(range -> range.holds(address))
        && !isIsatap(address.getAddress());
  }

  /** RFC 5214: an interface identifier of 0000:5efe or 0200:5efe and an IPv4 address. */
  private static boolean isIsatap(byte[] address) {
    return (address[8] == 0 || address[8] == 2)
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }

  private static List<Cidr> cidrs(String... ranges) {
    return Stream.of(ranges).map(Cidr::of).toList();
  }
}
