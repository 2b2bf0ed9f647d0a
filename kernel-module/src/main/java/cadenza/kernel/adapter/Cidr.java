package cadenza.kernel.adapter;

import java.net.InetAddress;

/** A range of addresses, as in {@code 10.0.0.0/8} or {@code fd00::/8}. */
record Cidr(InetAddress first, int prefix) {
  /** Refuses what is no address literal, or names more bits than the address has. */
  static Cidr of(String text) {
    int slash = text.indexOf('/');
    var literal = slash < 0 ? text : text.substring(0, slash);
    var first =
        HostLiteral.address(literal)
            .orElseThrow(() -> new IllegalArgumentException("Not a range of addresses: " + text));
    int bits = first.getAddress().length * 8;
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("Not a range of addresses: " + text);
    }
    return new Cidr(first, prefix);
  }

  boolean holds(InetAddress address) {
    var mine = first.getAddress();
    var other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit += 8) {
      int mask = prefix - bit >= 8 ? 0xff : 0xff << (8 - (prefix - bit));
      if (((mine[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
