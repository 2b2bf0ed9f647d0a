package cadenza.contacts.domain;

import java.util.regex.Pattern;

/** How phone numbers are compared, whatever stands between their digits. */
final class PhoneNumber {
  private static final Pattern BETWEEN = Pattern.compile("[^0-9]+");

  private PhoneNumber() {}

  static boolean looksLike(String text) {
    return text.matches("[+(]?[0-9][0-9 ()./-]{2,38}") && keyOf(text).length() >= 3;
  }

  /** The digits, behind a plus where the number is an international one. */
  static String keyOf(String text) {
    var digits = BETWEEN.matcher(text).replaceAll("");
    if (text.strip().startsWith("+")) {
      return "+" + digits;
    }
    return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
  }
}
