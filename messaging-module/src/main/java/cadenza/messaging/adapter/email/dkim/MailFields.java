package cadenza.messaging.adapter.email.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.jdkim.api.Headers;

/**
 * The fields of a mail as they stand in it, folded; beyond ASCII in UTF-8 (RFC 6532).
 *
 * @param bodyStart the first byte behind the header and its empty line
 */
record MailFields(List<String> fields, Map<String, List<String>> byName, int bodyStart)
    implements Headers {
  static MailFields of(byte[] mail) {
    var fields = new ArrayList<String>();
    int at = 0;
    while (at < mail.length && mail[at] != '\r') {
      int end = endOfField(mail, at);
      fields.add(new String(mail, at, end - at, StandardCharsets.UTF_8));
      at = end + 2;
    }
    var byName = new HashMap<String, List<String>>();
    for (var field : fields) {
      byName.computeIfAbsent(nameOf(field), any -> new ArrayList<>()).add(field);
    }
    return new MailFields(fields, byName, Math.min(mail.length, at + 2));
  }

  /** A line that begins with a blank goes on with the field before it. */
  private static int endOfField(byte[] mail, int from) {
    int at = from;
    while (at < mail.length) {
      if (mail[at] == '\r' && (at + 2 >= mail.length || !isBlank(mail[at + 2]))) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static String nameOf(String field) {
    return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> getFields() {
    return fields;
  }

  @Override
  public List<String> getFields(String name) {
    return byName.getOrDefault(name.strip().toLowerCase(Locale.ROOT), List.of());
  }
}
