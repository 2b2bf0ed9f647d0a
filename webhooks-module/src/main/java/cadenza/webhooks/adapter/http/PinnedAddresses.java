package cadenza.webhooks.adapter.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Answers with the addresses that were vetted last for a host, and asks nobody itself: a name that
 * answers differently the second time gains nothing.
 */
class PinnedAddresses implements DnsResolver {
  private final Map<String, List<InetAddress>> vetted;

  /**
   * @param atMost hosts remembered; the one asked for longest ago is forgotten first, and a request
   *     that was on its way to it is repeated
   */
  PinnedAddresses(int atMost) {
    vetted =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, List<InetAddress>> eldest) {
                return size() > atMost;
              }
            });
  }

  void pin(String host, List<InetAddress> addresses) {
    vetted.put(key(host), List.copyOf(addresses));
  }

  int size() {
    return vetted.size();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = vetted.get(key(host));
    if (addresses == null) {
      throw new UnknownHostException(host);
    }
    return addresses.toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private static String key(String host) {
    return host.replace("[", "").replace("]", "").toLowerCase(Locale.ROOT);
  }
}
