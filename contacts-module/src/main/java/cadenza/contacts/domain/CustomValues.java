package cadenza.contacts.domain;

import java.util.Map;
import java.util.TreeMap;

/** The values of custom fields as they are stored: key=value. A key holds no such sign. */
final class CustomValues {
  private CustomValues() {}

  static Map<String, String> texts(String[] column) {
    var texts = new TreeMap<String, String>();
    for (var entry : column) {
      int sign = entry.indexOf('=');
      texts.put(entry.substring(0, sign), entry.substring(sign + 1));
    }
    return texts;
  }
}
