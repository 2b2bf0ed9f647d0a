package cadenza.journeys;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Addresses that no endpoint may have, and the ways to write one so that nobody notices. */
final class AddressCases {
  /** One address or one spelling. */
  record Case(String what, String url) {}

  /** Whoever answers here is meant to hear nothing. */
  private static final String HOST = "{host}";

  private static final List<String> RANGES =
      List.of(
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
          "240.0.0.0/4",
          "255.255.255.255/32",
          "::/128",
          "::1/128",
          "::/96",
          "::ffff:0:0:0/96",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/32",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fd00:ec2::254/128",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  /** IPv4 inside IPv6: each of them another way to the same machine. */
  private static final List<String> FORMS =
      List.of(
          "mapped ::ffff:127.0.0.1",
          "mapped ::ffff:7f00:1",
          "mapped ::ffff:10.0.0.1",
          "mapped ::ffff:169.254.169.254",
          "mapped ::ffff:0.0.0.0",
          "compatible ::127.0.0.1",
          "compatible ::a00:1",
          "compatible ::8.8.8.8",
          "translated ::ffff:0:127.0.0.1",
          "translated ::ffff:0:8.8.8.8",
          "translated 64:ff9b::127.0.0.1",
          "translated 64:ff9b:1::a00:1",
          "6to4 2002:7f00:1::",
          "Teredo 2001:0:7f00:1::",
          "ISATAP 2606:4700::5efe:7f00:1",
          "ISATAP 2606:4700::200:5efe:a00:1",
          "ISATAP fe80::5efe:127.0.0.1");

  private static final List<String> TRICKS =
      List.of(
          "http://2130706433/",
          "http://017700000001/",
          "http://0177.0.0.1/",
          "http://0x7f.1/",
          "http://0x7f000001/",
          "http://127.1/",
          "http://127.0.1/",
          "http://0/",
          "http://127.0.0.01/",
          "http://127.0.0.1./",
          "http://localhost/",
          "http://LOCALHOST/",
          "http://localhost./",
          "http://localhost../",
          "http://user@127.0.0.1/",
          "http://user:secret@127.77.0.1/",
          "http://@127.0.0.1/",
          "HTTP://127.0.0.1/",
          "http://127\u30020\u30020\u30021/",
          "http://127\uff0e0\uff0e0\uff0e1/",
          "http://\u2460\u2461\u2466.0.0.1/",
          "http://127.0.0.1%00.example/",
          "http://127.77.0.1%00/",
          "http://[::1%25lo]/",
          "http://[::1/",
          "http://127.77.0.1:0/",
          "http://127.77.0.1:65536/",
          "http://127.77.0.1#@127.0.0.1/",
          "http://127.0.0.1\\@127.77.0.1/",
          "http://127.77.0.1 @127.0.0.1/",
          "http://127.77.0.1\t/",
          "http:///127.0.0.1/",
          "http:127.0.0.1",
          "//127.0.0.1/",
          "file:///etc/passwd",
          "gopher://127.0.0.1/_x",
          "jar:http://127.0.0.1!/x",
          "ftp://127.0.0.1/",
          "ldap://127.0.0.1/",
          "data:text/plain,x");

  private AddressCases() {}

  /** The first, the last and one inside of each range, and the forms. */
  static List<Case> addresses() throws UnknownHostException {
    var cases = new ArrayList<Case>();
    for (var range : RANGES) {
      var slash = range.indexOf('/');
      var first = InetAddress.getByName(range.substring(0, slash)).getAddress();
      int free = first.length * 8 - Integer.parseInt(range.substring(slash + 1));
      var size = BigInteger.TWO.pow(free);
      var steps =
          List.of(
              BigInteger.ZERO, size.divide(BigInteger.valueOf(3)), size.subtract(BigInteger.ONE));
      for (var step : steps.stream().distinct().toList()) {
        cases.add(new Case(range, literal(plus(first, step))));
      }
    }
    for (var form : FORMS) {
      var parts = form.split(" ");
      cases.add(new Case(parts[0] + " in IPv6", "[" + parts[1] + "]"));
    }
    return cases;
  }

  static List<Case> tricks() {
    return TRICKS.stream().map(url -> new Case("spelling", url)).toList();
  }

  private static byte[] plus(byte[] address, BigInteger more) {
    var sum = new BigInteger(1, address).add(more).toByteArray();
    var bytes = new byte[address.length];
    int length = Math.min(sum.length, bytes.length);
    System.arraycopy(sum, sum.length - length, bytes, bytes.length - length, length);
    return bytes;
  }

  /** As it stands in a URL; a mapped IPv4 address would become one on the way. */
  private static String literal(byte[] address) {
    if (address.length == 4) {
      return (address[0] & 255)
          + "."
          + (address[1] & 255)
          + "."
          + (address[2] & 255)
          + "."
          + (address[3] & 255);
    }
    var groups = new ArrayList<String>();
    for (int i = 0; i < address.length; i += 2) {
      groups.add(Integer.toHexString((address[i] & 255) << 8 | address[i + 1] & 255));
    }
    return "[" + String.join(":", groups) + "]";
  }
}
