package cadenza.kernel.adapter;

import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.PublicAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The address that is configured, checked once. */
@ApplicationScoped
class ConfiguredAddress implements PublicAddress {
  @Inject
  @ConfigProperty(name = "cadenza.public-url")
  Optional<String> configured;

  @Inject OutsideHosts hosts;

  private @Nullable Optional<String> base;

  @Override
  public Optional<String> of(String path) {
    return base().map(address -> address + path);
  }

  /**
   * With a slash at its end.
   *
   * @throws IllegalStateException when it is no address that a mail could lead to
   */
  synchronized Optional<String> base() {
    if (base == null) {
      base = configured.map(String::strip).filter(text -> !text.isEmpty()).map(this::checked);
    }
    return base;
  }

  private String checked(String text) {
    try {
      var uri = new URI(text);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme();
      boolean known = scheme.equals("https") || scheme.equals("http") && hosts.plainAllowed();
      boolean bare =
          uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getUserInfo() == null;
      if (known && bare && uri.getHost() != null && isAscii(text)) {
        return text.endsWith("/") ? text : text + "/";
      }
    } catch (URISyntaxException malformed) {
      // refused below, like all that is not an address
    }
    throw new IllegalStateException(
        "cadenza.public-url is not an https address without a query, such as"
            + " https://follow.example.com");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
