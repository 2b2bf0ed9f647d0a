package cadenza.messaging.adapter.email.mime;

import java.util.regex.Pattern;

/**
 * The name of an attached file: no path, nothing that cannot be printed, and nothing that turns the
 * letters around to make a program look like a picture.
 */
final class FileNames {
  private static final int CHARS_AT_MOST = 200;
  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[\\p{Cntrl}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]");

  private FileNames() {}

  static String of(String disposition, String contentType, String mimeType) {
    var named = FieldParameters.of(disposition).value("filename");
    if (named.isBlank()) {
      named = FieldParameters.of(contentType).value("name");
    }
    var plain = UNPRINTABLE.matcher(ReadableText.clean(named)).replaceAll("");
    int path = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'));
    plain = plain.substring(path + 1).strip();
    if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
      return mimeType.equals("message/rfc822") ? "message.eml" : "attachment";
    }
    return ReadableText.limited(plain, CHARS_AT_MOST);
  }
}
