package cadenza.webhooks.domain;

import cadenza.kernel.api.InvalidField;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where an endpoint lives, in the one spelling that every reader reads alike. */
public record EndpointUrl(String value) {
  private static final int LONGEST = 2048;
  private static final String POINTER = "/url";
  private static final int HIGHEST_PORT = 65_535;

  /**
   * @param plainAllowed whether {@code http} will do
   * @throws InvalidField naming {@code /url}
   */
  public static EndpointUrl of(String text, boolean plainAllowed) {
    var uri = parse(text);
    var scheme = uri.getScheme();
    boolean known = "https".equals(scheme) || (plainAllowed && "http".equals(scheme));
    if (!known) {
      throw new InvalidField(POINTER, "The URL must begin with https://.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawAuthority().indexOf('@') >= 0) {
      throw new InvalidField(POINTER, "The URL must not contain credentials.");
    }
    if (uri.getHost() == null || !authorityIsHostAndPort(uri)) {
      throw new InvalidField(POINTER, "The URL must name a host.");
    }
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      throw new InvalidField(POINTER, "The URL must name a port between 1 and 65535, or none.");
    }
    if (uri.getRawFragment() != null) {
      throw new InvalidField(POINTER, "The URL must not have a fragment.");
    }
    return new EndpointUrl(text);
  }

  private static URI parse(String text) {
    if (text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidField(POINTER, "The URL must be plain ASCII of at most 2048 characters.");
    }
    try {
      var uri = new URI(text);
      if (!uri.isAbsolute() || uri.isOpaque() || uri.getRawAuthority() == null) {
        throw new InvalidField(POINTER, "The URL must be absolute.");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new InvalidField(POINTER, "This is not a URL.");
    }
  }

  /** A trailing colon, or digits that no port has, end up in neither part. */
  private static boolean authorityIsHostAndPort(URI uri) {
    var rest = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getRawAuthority()
        .toLowerCase(Locale.ROOT)
        .equals((uri.getHost() + rest).toLowerCase(Locale.ROOT));
  }

  public URI uri() {
    return URI.create(value);
  }

  public String host() {
    return uri().getHost();
  }
}
