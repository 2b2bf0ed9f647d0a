package cadenza.messaging.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The groups of fields of a machine readable report (RFC 3464, RFC 5965, RFC 8098), read leniently:
 * names in lower case, folded lines joined, and a group that begins without an empty line before it
 * told by a field that can stand in a group only once.
 */
public final class ReportFields {
  private static final int LINES_AT_MOST = 5000;
  private static final int GROUPS_AT_MOST = 1000;
  private static final int NAME_CHARS = 60;
  private static final int VALUE_CHARS = 4000;
  private static final Pattern XTEXT = Pattern.compile("\\+([0-9A-F]{2})");
  private static final Set<String> ONCE = Set.of("final-recipient", "action", "status");

  private ReportFields() {}

  public static List<Map<String, String>> groups(String content) {
    var groups = new ArrayList<Map<String, String>>();
    var group = new LinkedHashMap<String, String>();
    var last = "";
    for (var line : content.lines().limit(LINES_AT_MOST).toList()) {
      if (line.isBlank()) {
        close(groups, group);
        group = new LinkedHashMap<>();
        last = "";
        continue;
      }
      boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (folded && !last.isEmpty()) {
        group.merge(last, line.strip(), ReportFields::joined);
        continue;
      }
      var name = nameOf(line);
      if (name.isEmpty()) {
        continue;
      }
      if (ONCE.contains(name) && group.containsKey(name)) {
        close(groups, group);
        group = new LinkedHashMap<>();
      }
      group.putIfAbsent(name, limited(line.substring(line.indexOf(':') + 1).strip()));
      last = name;
    }
    close(groups, group);
    return groups;
  }

  /** The type before the semicolon is dropped, as in {@code rfc822; ann@example.com}. */
  public static String untyped(String value) {
    int semicolon = value.indexOf(';');
    boolean typed = semicolon > 0 && value.substring(0, semicolon).strip().matches("[\\w-]{1,40}");
    return (typed ? value.substring(semicolon + 1) : value).strip();
  }

  /** What was sent as xtext (RFC 3461, 4), as in {@code a+3Db}. */
  static String decoded(String xtext) {
    return XTEXT
        .matcher(xtext)
        .replaceAll(
            hit ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(hit.group(1), 16))));
  }

  /** Letters and dashes at the beginning, in lower case. */
  static String firstWord(String value) {
    var lower = value.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < lower.length()
        && (Character.isLetter(lower.charAt(end)) || lower.charAt(end) == '-')) {
      end++;
    }
    return lower.substring(0, end);
  }

  private static void close(List<Map<String, String>> groups, Map<String, String> group) {
    if (!group.isEmpty() && groups.size() < GROUPS_AT_MOST) {
      groups.add(group);
    }
  }

  private static String joined(String before, String more) {
    return before.length() >= VALUE_CHARS ? before : limited((before + " " + more).strip());
  }

  private static String nameOf(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0 || colon > NAME_CHARS) {
      return "";
    }
    var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    return name.chars().allMatch(c -> c > ' ' && c < 127) ? name : "";
  }

  private static String limited(String value) {
    return value.length() <= VALUE_CHARS ? value : value.substring(0, VALUE_CHARS);
  }
}
