package cadenza.messaging.adapter.email.mime;

/**
 * The first mailbox of an address header, read leniently: mail that people really get breaks RFC
 * 5322 in every way.
 *
 * @param name without quotes; empty when there is none
 * @param address empty when none can be found
 */
record MailboxText(String name, String address) {
  private static final int CHARS_AT_MOST = 2000;

  static MailboxText parse(String header) {
    var value = header.length() > CHARS_AT_MOST ? header.substring(0, CHARS_AT_MOST) : header;
    var words = new StringBuilder();
    var address = new StringBuilder();
    boolean quoted = false;
    boolean angle = false;
    boolean closed = false;
    int comment = 0;
    for (int i = 0; i < value.length() && !closed; i++) {
      char c = value.charAt(i);
      if (c == '\\' && (quoted || comment > 0) && i + 1 < value.length()) {
        i++;
        if (quoted) {
          words.append(value.charAt(i));
        }
      } else if (c == '"' && comment == 0 && !angle) {
        quoted = !quoted;
      } else if (quoted) {
        words.append(c);
      } else if (c == '(') {
        comment++;
      } else if (c == ')' && comment > 0) {
        comment--;
      } else if (comment > 0) {
        continue;
      } else if (c == '<') {
        angle = true;
        address.setLength(0);
      } else if (c == '>' && angle) {
        closed = true;
      } else if (angle) {
        address.append(c);
      } else if (c == ',' && looksLikeAddress(words)) {
        closed = true;
      } else {
        words.append(c);
      }
    }
    var name = words.toString().strip();
    if (looksLikeAddress(address)) {
      return new MailboxText(name, tidy(address.toString()));
    }
    return looksLikeAddress(words) ? new MailboxText("", tidy(lastWord(name))) : none(name);
  }

  private static MailboxText none(String name) {
    return new MailboxText(name, "");
  }

  private static boolean looksLikeAddress(CharSequence text) {
    var value = text.toString().strip();
    int at = value.lastIndexOf('@');
    return at > 0 && at < value.length() - 1;
  }

  /** Of {@code Group: one@example.com} or stray words, what holds the at sign. */
  private static String lastWord(String text) {
    for (var word : text.split("[\\s:;<>\"]+")) {
      if (looksLikeAddress(word)) {
        return word;
      }
    }
    return "";
  }

  private static String tidy(String address) {
    var plain = address.strip().replaceAll("\\s+", "");
    return plain.length() > 320 ? "" : plain;
  }
}
