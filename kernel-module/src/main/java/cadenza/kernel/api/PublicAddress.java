package cadenza.kernel.api;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the world outside reaches this installation, by {@code cadenza.public-url}: for what must
 * lead back here from a mail.
 */
public interface PublicAddress {
  /** The scheme, and then the host as a name or as an address in brackets. */
  String HOST = "^(https?://)(?:\\[[^\\]]*\\]|[^:/]+)";

  /**
   * @param path without a slash in front
   * @return empty where no address is configured: then nothing of ours can be reached from a mail
   */
  Optional<String> of(String path);

  /** The same under another host that leads here too; scheme, port and path stay. */
  default Optional<String> of(@Nullable String host, String path) {
    return of(path)
        .map(address -> host == null ? address : address.replaceFirst(HOST, "$1" + host));
  }

  /** Whether the address is configured with this host. */
  default boolean isAt(String host) {
    return of("")
        .map(address -> URI.create(address).getHost())
        .filter(host::equalsIgnoreCase)
        .isPresent();
  }
}
