package cadenza.webhooks.domain;

import cadenza.kernel.api.InvalidField;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Headers that an endpoint's owner wants beside those of the format. */
public record CustomHeaders(Map<String, String> values) {
  private static final int MOST = 20;
  private static final int LONGEST_VALUE = 4096;
  private static final String POINTER = "/headers";

  /** A token of RFC 9110 section 5.6.2. */
  private static final String NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";

  /** They say how the request itself is made, or from where it comes. */
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "cookie2",
          "date",
          "expect",
          "forwarded",
          "host",
          "http2-settings",
          "keep-alive",
          "max-forwards",
          "metadata",
          "metadata-flavor",
          "origin",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "via",
          "x-real-ip");

  /** Clouds take requests of such names as their own. */
  private static final List<String> FAMILIES =
      List.of(
          "content-",
          "webhook-",
          "proxy-",
          "sec-",
          "x-forwarded-",
          "x-amz-",
          "x-amzn-",
          "x-aws-",
          "x-goog-",
          "x-google-",
          "x-gcp-",
          "x-ms-",
          "x-azure-",
          "x-oss-",
          "x-oracle-",
          "cf-",
          "fly-");

  public CustomHeaders {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * @throws InvalidField naming the header
   */
  public static CustomHeaders of(Map<String, String> values) {
    if (values.size() > MOST) {
      throw new InvalidField(POINTER, "too_many", "An endpoint has at most 20 headers.");
    }
    var seen = new HashSet<String>();
    values.forEach(
        (name, value) -> {
          requireName(name);
          requireValue(name, value);
          if (!seen.add(name.toLowerCase(Locale.ROOT))) {
            throw new InvalidField(pointer(name), "duplicate", "This header is there already.");
          }
        });
    return new CustomHeaders(values);
  }

  private static void requireName(String name) {
    if (!name.matches(NAME)) {
      throw new InvalidField(pointer(name), "invalid_header", "This is no name of a header.");
    }
    var lower = name.toLowerCase(Locale.ROOT);
    if (OURS.contains(lower) || FAMILIES.stream().anyMatch(lower::startsWith)) {
      throw new InvalidField(
          pointer(name), "reserved_header", "A header of this name cannot be set.");
    }
  }

  /** Visible ASCII, with blanks inside it. */
  private static void requireValue(String name, String value) {
    boolean fits =
        !value.isEmpty()
            && value.length() <= LONGEST_VALUE
            && value.chars().allMatch(c -> c >= ' ' && c < 0x7f)
            && value.equals(value.strip());
    if (!fits) {
      throw new InvalidField(
          pointer(name), "invalid_header", "A value is 1 to 4096 visible ASCII characters.");
    }
  }

  private static String pointer(String name) {
    return POINTER + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  public List<String> names() {
    return List.copyOf(values.keySet());
  }
}
