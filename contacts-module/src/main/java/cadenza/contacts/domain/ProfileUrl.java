package cadenza.contacts.domain;

import cadenza.kernel.api.InvalidField;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The page of a person; only http and https. */
record ProfileUrl(String text, String key) {
  static boolean looksLike(String text) {
    return text.regionMatches(true, 0, "https://", 0, 8)
        || text.regionMatches(true, 0, "http://", 0, 7);
  }

  /** A missing scheme is https; two forms of one page have one key. */
  static ProfileUrl of(String pointer, String given) {
    return read(given)
        .orElseThrow(
            () -> new InvalidField(pointer, "invalid_url", "This is not the address of a page."));
  }

  /** Empty for what is no page. */
  static Optional<ProfileUrl> read(String given) {
    var text = given.strip();
    try {
      var uri = new URI(looksLike(text) ? text : "https://" + text);
      var host = uri.getHost();
      if (host != null && host.contains(".") && uri.getRawUserInfo() == null) {
        return Optional.of(new ProfileUrl(uri.toString(), keyOf(host, uri.getRawPath())));
      }
    } catch (URISyntaxException isNone) {
      // answered below
    }
    return Optional.empty();
  }

  private static String keyOf(String host, String path) {
    var name = host.toLowerCase(Locale.ROOT);
    var bare = name.startsWith("www.") ? name.substring(4) : name;
    return ("https://" + bare + path.replaceAll("/+$", "")).toLowerCase(Locale.ROOT);
  }
}
