package cadenza.messaging.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/** Compares subjects the way people do: without what mail programs put in front. */
public final class SubjectLine {
  /** Reply and forward marks of common mail programs and languages, with an optional counter. */
  private static final Pattern MARK =
      Pattern.compile(
          "^(?:re|aw|antw|antwort|sv|vs|rv|res|resp|rif|r|odp|ynt|回复|答复|回覆|返信"
              + "|fw|fwd|wg|tr|enc|i|vl|vb|doorst|转发)"
              + "(?:\\s*[\\[(]\\d{1,3}[\\])])?\\s*[:：]\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** What gateways put in front of subjects, as in {@code [EXTERNAL]}. */
  private static final Pattern TAG =
      Pattern.compile("^\\[(?:ext|extern|external|external email|spam)\\]\\s*", MARK.flags());

  private static final int MARKS_AT_MOST = 20;

  private SubjectLine() {}

  /** Lower case, one space between words, no marks; empty when nothing is left. */
  public static String normalised(String subject) {
    return bare(subject).toLowerCase(Locale.ROOT);
  }

  /** As people wrote it, without marks. */
  public static String bare(String subject) {
    var rest = subject.strip().replaceAll("\\s+", " ");
    for (int i = 0; i < MARKS_AT_MOST; i++) {
      var shorter = TAG.matcher(MARK.matcher(rest).replaceFirst("")).replaceFirst("");
      if (shorter.equals(rest)) {
        break;
      }
      rest = shorter.strip();
    }
    return rest;
  }
}
