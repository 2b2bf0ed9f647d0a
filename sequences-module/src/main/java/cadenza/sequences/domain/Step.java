package cadenza.sequences.domain;

import cadenza.messaging.api.MessageContent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One touch of a published version. */
public sealed interface Step {
  Delay delay();

  /** About how much memory it takes, in characters. */
  int weight();

  /** Whether it opens a thread of its own. */
  boolean opensThread();

  /** Whether anything said names this variable. */
  boolean names(String variable);

  /** The variables that have neither a value nor a fallback. */
  Set<String> unresolved(Map<String, String> values);

  /** What is said to somebody with these values; refuses while a variable is unresolved. */
  MessageContent render(Map<String, String> values);

  /** An e-mail. */
  record Email(
      Delay delay, Template subject, Template text, @Nullable Template html, boolean opensThread)
      implements Step {
    @Override
    public int weight() {
      return subject.weight() + text.weight() + (html == null ? 0 : html.weight());
    }

    @Override
    public boolean names(String variable) {
      return subject.names(variable)
          || text.names(variable)
          || (html != null && html.names(variable));
    }

    @Override
    public Set<String> unresolved(Map<String, String> values) {
      var missing = new TreeSet<>(subject.unresolved(values));
      missing.addAll(text.unresolved(values));
      if (html != null) {
        missing.addAll(html.unresolved(values));
      }
      return missing;
    }

    @Override
    public MessageContent.Email render(Map<String, String> values) {
      return new MessageContent.Email(
          line(subject.plain(values)), text.plain(values), html == null ? null : html.html(values));
    }

    /** A subject is one line, whatever a variable brings. */
    private static String line(String subject) {
      for (int i = 0; i < subject.length(); i++) {
        if (Character.isISOControl(subject.charAt(i))) {
          return subject.replaceAll("\\p{Cntrl}+", " ").strip();
        }
      }
      return subject;
    }
  }
}
