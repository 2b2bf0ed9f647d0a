package cadenza.contacts.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Domains where anybody may have a mailbox, so that an address there names no company. */
public final class FreeMailDomains {
  private static final Set<String> NAMES = read();

  private FreeMailDomains() {}

  /**
   * @param domain in lower case
   */
  public static boolean contains(String domain) {
    return NAMES.contains(domain);
  }

  /** The domain of the company that an address in lower case names, or null where it names none. */
  public static @Nullable String companyOf(@Nullable String addressKey) {
    if (addressKey == null) {
      return null;
    }
    var domain = DomainName.ofAddress(addressKey);
    return domain.contains(".") && !contains(domain) ? domain : null;
  }

  private static Set<String> read() {
    try (var stream = FreeMailDomains.class.getResourceAsStream("free-mail-domains.txt")) {
      if (stream == null) {
        throw new IllegalStateException("free-mail-domains.txt is part of this module");
      }
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return reader
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
