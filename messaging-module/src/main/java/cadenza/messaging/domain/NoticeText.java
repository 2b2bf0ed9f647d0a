package cadenza.messaging.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A notice in a server's own words, as qmail, Exim, Postfix, sendmail, Exchange and many others
 * write it for people: what is said, about whom, and where the returned message begins.
 */
final class NoticeText {
  private static final int LINES_AT_MOST = 400;
  private static final int LINE_CHARS = 1000;
  private static final int RECIPIENTS_AT_MOST = 1000;
  private static final int RETURNED_LINES = 300;

  static final String ADDRESS =
      "(?:\"[^\"<>\\s]{1,64}\"|[^\\s<>\"(),:;@\\[\\]*|]{1,128})@[\\p{L}\\p{N}._-]{1,253}[\\p{L}\\p{N}]";

  private static final Pattern MENTION = Pattern.compile(ADDRESS);

  /** A line that begins with an address: what follows is about it. */
  private static final Pattern BEGINS =
      Pattern.compile(
          "^(?:recipient:|(?:final|original|failed)?[ -]?recipient:|\\*|-{1,2})?[ \\t]*[<\"']{0,2}("
              + ADDRESS
              + ")(?=$|[>\"':.,\\s<(\\[])(.*)$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LEFT_OVER = Pattern.compile("^[>\"':.,\\s]{1,9}");

  /** sendmail of the last century: a reply after the address that it is about. */
  private static final Pattern REPLY_ABOUT =
      Pattern.compile("^[45]\\d\\d (?:\\d\\.\\d\\.\\d{1,3} )?<?(" + ADDRESS + ")>?\\.\\.\\. .*");

  private static final Pattern RCPT =
      Pattern.compile("RCPT TO:\\s?<?(" + ADDRESS + ")", Pattern.CASE_INSENSITIVE);

  private static final Pattern NOT_ABOUT =
      Pattern.compile(
          "contact|assistance|support|postmaster|mail from|from:|envelope-from|sender|help"
              + "|yourself|owner|message-id",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern RETURNED_HEADER =
      Pattern.compile(
          "^(?:Received: (?:from|by)|Return-Path:|Message-ID:|X-Received:|DKIM-Signature:)",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> RETURNED =
      List.of(
          "copy of the message",
          "copy of your message",
          "copy of the original",
          "original message",
          "original mail",
          "unsent message",
          "returned message",
          "message text follows",
          "message headers follow",
          "header of the original",
          "message header",
          "元のメール");

  private final List<String> notice = new ArrayList<>();
  private final List<String> returned = new ArrayList<>();

  private NoticeText(String text) {
    boolean beyond = false;
    for (var raw : text.lines().limit(LINES_AT_MOST + RETURNED_LINES).toList()) {
      var line = raw.length() > LINE_CHARS ? raw.substring(0, LINE_CHARS) : raw;
      if (!beyond && (beginsReturned(line) || notice.size() >= LINES_AT_MOST)) {
        beyond = true;
      }
      if (beyond) {
        returned.add(line);
      } else {
        notice.add(line);
      }
    }
  }

  static NoticeText of(String text) {
    return new NoticeText(text);
  }

  /** All that is said, without the returned message. */
  String words() {
    return String.join("\n", notice);
  }

  /** The beginning of the returned message, if it stands in the same text. */
  String returned() {
    return String.join("\n", returned);
  }

  private boolean beginsReturned(String line) {
    if (!notice.isEmpty() && RETURNED_HEADER.matcher(line).find()) {
      return true;
    }
    var bare = line.strip().toLowerCase(Locale.ROOT);
    if (bare.length() > 100 || bare.length() < 8) {
      return false;
    }
    boolean ruled = !Character.isLetterOrDigit(bare.charAt(0));
    boolean announces =
        bare.endsWith(":") || bare.endsWith("follows.") || bare.endsWith("follow.") || ruled;
    return announces && RETURNED.stream().anyMatch(bare::contains);
  }

  /**
   * What is said about each recipient, in the order of the notice.
   *
   * @param not addresses that are the sender's, in lower case
   */
  Map<String, String> parts(Set<String> not) {
    var parts = new LinkedHashMap<String, String>();
    String about = null;
    var words = new StringBuilder();
    for (var line : notice) {
      var begins = BEGINS.matcher(line.strip());
      if (begins.matches() && isRecipient(begins.group(1), not)) {
        put(parts, about, words);
        about = begins.group(1);
        words.setLength(0);
        words.append(LEFT_OVER.matcher(begins.group(2)).replaceFirst("")).append('\n');
      } else {
        words.append(line).append('\n');
      }
    }
    put(parts, about, words);
    return parts.isEmpty() ? replies(not) : parts;
  }

  private Map<String, String> replies(Set<String> not) {
    var parts = new LinkedHashMap<String, String>();
    var words = new StringBuilder();
    for (var line : notice) {
      words.append(line).append('\n');
      var reply = REPLY_ABOUT.matcher(line.strip());
      if (reply.matches() && isRecipient(reply.group(1), not)) {
        put(parts, reply.group(1), words);
        words.setLength(0);
      }
    }
    return parts;
  }

  private static void put(Map<String, String> parts, @Nullable String about, CharSequence words) {
    if (about != null && parts.size() < RECIPIENTS_AT_MOST) {
      parts.merge(
          about,
          words.toString(),
          (first, again) -> again.length() > first.length() ? again : first);
    }
  }

  /** Addresses that the notice names somewhere, the likeliest first. */
  Set<String> mentions(Set<String> not) {
    var mentions = new LinkedHashSet<String>();
    for (var line : notice) {
      RCPT.matcher(line).results().map(hit -> hit.group(1)).forEach(mentions::add);
    }
    for (var line : notice) {
      if (mentions.isEmpty() && !NOT_ABOUT.matcher(line).find()) {
        MENTION.matcher(line).results().map(hit -> hit.group()).forEach(mentions::add);
      }
    }
    mentions.removeIf(address -> !isRecipient(address, not));
    return mentions;
  }

  /** A field of the returned message, if it stands in the same text. */
  Optional<String> returnedField(String name) {
    for (var line : returned) {
      if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return Optional.of(line.substring(name.length() + 1).strip());
      }
    }
    return Optional.empty();
  }

  static Optional<String> addressIn(String words) {
    var mention = MENTION.matcher(words);
    return mention.find() ? Optional.of(mention.group()) : Optional.empty();
  }

  private static boolean isRecipient(String address, Set<String> not) {
    var lower = address.toLowerCase(Locale.ROOT);
    return !not.contains(lower) && !lower.startsWith("mailer-daemon@");
  }
}
