package cadenza.messaging.domain;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Countries as people write them: the codes of ISO 3166, and the names that the Java runtime knows
 * (CLDR) in English and in the country's own languages.
 */
public final class Countries {
  /** For what is no country that is known here; ISO 3166 leaves this code to its users. */
  public static final String UNKNOWN = "ZZ";

  private static final Set<String> CODES = Set.of(Locale.getISOCountries());

  /** What CLDR does not say and contact lists do. */
  private static final Map<String, String> ALSO =
      Map.of(
          "uk", "GB",
          "great britain", "GB",
          "england", "GB",
          "scotland", "GB",
          "wales", "GB",
          "u.s.", "US",
          "u.s.a.", "US",
          "united states of america", "US",
          "the netherlands", "NL",
          "czech republic", "CZ");

  private static final Map<String, String> NAMES = names();

  private Countries() {}

  /** Whether this is a code of ISO 3166-1, of two capital letters. */
  public static boolean isCode(String text) {
    return CODES.contains(text);
  }

  /** Null where nothing is said, {@link #UNKNOWN} where it is not understood. */
  static @Nullable String codeOf(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return NAMES.getOrDefault(text.strip().toLowerCase(Locale.ROOT), UNKNOWN);
  }

  private static Map<String, String> names() {
    var names = new HashMap<>(ALSO);
    for (var locale : Locale.getAvailableLocales()) {
      if (CODES.contains(locale.getCountry())) {
        add(names, locale.getDisplayCountry(locale), locale.getCountry());
      }
    }
    for (var code : CODES) {
      var country = new Locale("", code);
      add(names, country.getDisplayCountry(Locale.ENGLISH), code);
      add(names, country.getISO3Country(), code);
      add(names, code, code);
    }
    return Map.copyOf(names);
  }

  private static void add(Map<String, String> names, String name, String code) {
    names.put(name.toLowerCase(Locale.ROOT), code);
  }
}
