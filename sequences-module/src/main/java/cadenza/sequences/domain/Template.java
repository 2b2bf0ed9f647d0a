package cadenza.sequences.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with places for variables, {@code {{first_name}}} or {@code {{first_name|there}}}, and
 * nothing else: no logic, no loops, no calls.
 */
public final class Template {
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*(?:\\|([^{}|]*))?\\}\\}");

  /** A literal has no variable; a place may have a fallback. */
  private record Part(String text, @Nullable String variable, @Nullable String fallback) {}

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * @throws IllegalArgumentException when a brace pair opens that is not a variable, since it would
   *     go out as it stands
   */
  public static Template parse(String source) {
    var parts = new ArrayList<Part>();
    var matcher = PLACE.matcher(source);
    int end = 0;
    while (matcher.find()) {
      addLiteral(parts, source.substring(end, matcher.start()));
      var fallback = matcher.group(2);
      parts.add(new Part("", matcher.group(1), fallback == null ? null : fallback.strip()));
      end = matcher.end();
    }
    addLiteral(parts, source.substring(end));
    return new Template(List.copyOf(parts));
  }

  private static void addLiteral(List<Part> parts, String text) {
    if (text.contains("{{") || text.contains("}}")) {
      throw new IllegalArgumentException(
          "A pair of braces is not a variable such as {{first_name}} or {{first_name|there}}");
    }
    if (!text.isEmpty()) {
      parts.add(new Part(text, null, null));
    }
  }

  /** About how much memory it takes, in characters. */
  int weight() {
    int weight = 0;
    for (var part : parts) {
      weight +=
          40 + part.text().length() + (part.fallback() == null ? 0 : part.fallback().length());
    }
    return weight;
  }

  boolean names(String variable) {
    return parts.stream().anyMatch(part -> variable.equals(part.variable()));
  }

  /** The variables that have neither a value nor a fallback, in alphabetical order. */
  public Set<String> unresolved(Map<String, String> values) {
    var missing = new TreeSet<String>();
    for (var part : parts) {
      if (part.variable() != null && part.fallback() == null && !has(values, part.variable())) {
        missing.add(part.variable());
      }
    }
    return missing;
  }

  private static boolean has(Map<String, String> values, String variable) {
    var value = values.get(variable);
    return value != null && !value.isBlank();
  }

  public String plain(Map<String, String> values) {
    return render(values, false);
  }

  /** Values and fallbacks are escaped; the template's own text is markup. */
  public String html(Map<String, String> values) {
    return render(values, true);
  }

  private String render(Map<String, String> values, boolean escaped) {
    if (parts.size() == 1 && parts.get(0).variable() == null) {
      return parts.get(0).text();
    }
    var text = new StringBuilder();
    for (var part : parts) {
      if (part.variable() == null) {
        text.append(part.text());
      } else {
        var value = valueOf(part, part.variable(), values);
        text.append(escaped ? escape(value) : value);
      }
    }
    return text.toString();
  }

  private static String valueOf(Part part, String variable, Map<String, String> values) {
    var value = values.get(variable);
    if (value != null && !value.isBlank()) {
      return value;
    }
    if (part.fallback() == null) {
      throw new IllegalStateException("The variable " + variable + " has no value");
    }
    return part.fallback();
  }

  private static String escape(String value) {
    var escaped = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
