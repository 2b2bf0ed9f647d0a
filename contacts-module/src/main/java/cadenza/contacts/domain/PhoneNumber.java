package cadenza.contacts.domain;

/** How phone numbers are compared, whatever stands between their digits. */
final class PhoneNumber {
  private PhoneNumber() {}

  static boolean looksLike(String text) {
    return text.matches("[+(]?[0-9][0-9 ()./-]{2,38}") && keyOf(text).length() >= 3;
  }

  /** The digits, behind a plus where the number is an international one. */
  static String keyOf(String text) {
    var digits = text.replaceAll("[^0-9]", "");
    if (text.strip().startsWith("+")) {
      return "+" + digits;
    }
    return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
  }
}
