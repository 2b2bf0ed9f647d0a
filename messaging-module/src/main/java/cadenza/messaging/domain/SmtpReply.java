package cadenza.messaging.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a piece of text tells of an SMTP conversation: the reply code (RFC 5321, 4.2.3), the
 * enhanced code (RFC 3463) and the step at which the server said it.
 *
 * @param code empty when there is none
 * @param status empty when there is none
 */
record SmtpReply(String code, String status, Step step) {
  /** How far the conversation had come. */
  enum Step {
    CONNECT,
    HELLO,
    MAIL,
    RCPT,
    DATA,
    UNTOLD
  }

  private static final int CHARS = 8000;
  private static final String ENHANCED = "([45]\\.\\d\\.\\d{1,3})(?![\\d.])";

  /** A reply code as servers place it: at the beginning, after a mark, before an enhanced code. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:^|[\\n:;'\"\\[(<>]|said|returned|code|status)[ \\t:'\"]{0,12}([245][0-5]\\d)"
              + "(?=$|[ \\t\\-:;,.'\"#\\n])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CODE_AND_STATUS =
      Pattern.compile("(?<![\\d.])[245][0-5]\\d[ \\-:'\"#]{1,4}\\(?#?" + ENHANCED);
  private static final Pattern MARKED_STATUS = Pattern.compile("(?:\\(#|\\[#|#)" + ENHANCED);
  private static final Pattern ANY_STATUS =
      Pattern.compile("(?<![\\w.\\-/=@])" + ENHANCED + "(?![\\w\\-/@])");

  private static final Pattern ANSWERED =
      Pattern.compile(
          "in reply to (?:the )?(end of )?([A-Z]{4,8})"
              + "|after (?:the |our )?(end of )?"
              + "(rcpt|mail from|mail|ehlo|helo|data|initial connection)\\b"
              + "|\\[(rcpt_to|mail_from|data|helo|ehlo|connect)\\]"
              + "|did not like our (final )?(rcpt|mail|data|ehlo|helo)"
              + "|smtp:(rcpt|mail|data|helo|ehlo)\\b"
              + "|(rcpt) to response|\\((rcpt to|mail from|data)\\)"
              + "|smtp command\\s{1,9}(rcpt|mail|data|ehlo|helo)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SENT_LINE =
      Pattern.compile(
          "^[ \\t]*(?:>>>|In:)[ \\t]*(RCPT|MAIL|DATA|EHLO|HELO|\\.)", Pattern.CASE_INSENSITIVE);
  private static final Pattern REFUSED_LINE =
      Pattern.compile("^[ \\t]*(?:<<<|Out:)[ \\t]*[45]\\d\\d\\b");

  static SmtpReply in(String words) {
    var text = words.length() > CHARS ? words.substring(0, CHARS) : words;
    var status = statusIn(text);
    return new SmtpReply(codeIn(text), status.orElse(""), stepIn(text));
  }

  /** What the server nearest to the recipient said stands last. */
  private static Optional<String> statusIn(String text) {
    for (var pattern : new Pattern[] {CODE_AND_STATUS, MARKED_STATUS, ANY_STATUS}) {
      var found = pattern.matcher(text).results().reduce((first, second) -> second);
      if (found.isPresent()) {
        return found.map(hit -> hit.group(1));
      }
    }
    return Optional.empty();
  }

  private static String codeIn(String text) {
    var refusals =
        CODE.matcher(text)
            .results()
            .map(hit -> hit.group(1))
            .filter(code -> code.charAt(0) != '2')
            .toList();
    return refusals.isEmpty() ? "" : refusals.get(refusals.size() - 1);
  }

  /** The words from the first refusal on: what the server said, without what is said about it. */
  static String refusalIn(String words) {
    var text = words.length() > CHARS ? words.substring(0, CHARS) : words;
    var code = CODE.matcher(text);
    while (code.find()) {
      if (code.group(1).charAt(0) != '2') {
        return text.substring(code.start(1));
      }
    }
    return "";
  }

  private static Step stepIn(String text) {
    var answered = ANSWERED.matcher(text);
    if (answered.find()) {
      return stepOf(answered.group());
    }
    var transcript = stepOfTranscript(text);
    if (transcript != Step.UNTOLD) {
      return transcript;
    }
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("does not like recipient")
        || lower.contains("has rejected address")
        || lower.contains("rcpt command")) {
      return Step.RCPT;
    }
    if (lower.contains("failed after i sent the message")
        || lower.contains("transmission failure has occurred")) {
      return Step.DATA;
    }
    if (lower.contains("sender was rejected") || lower.contains("server rejected mail from")) {
      return Step.MAIL;
    }
    if (lower.contains("my name was rejected")) {
      return Step.HELLO;
    }
    return lower.contains("refused to talk to me") || lower.contains("connected to")
        ? Step.CONNECT
        : Step.UNTOLD;
  }

  private static Step stepOf(String words) {
    var lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("rcpt")) {
      return Step.RCPT;
    }
    if (lower.contains("data")) {
      return Step.DATA;
    }
    if (lower.contains("mail")) {
      return Step.MAIL;
    }
    return lower.contains("connect") ? Step.CONNECT : Step.HELLO;
  }

  /** The last command before the first refusal, in a transcript of the conversation. */
  private static Step stepOfTranscript(String text) {
    var last = Step.UNTOLD;
    for (var line : text.lines().limit(500).toList()) {
      var sent = SENT_LINE.matcher(line);
      if (sent.find()) {
        last = sent.group(1).equals(".") ? Step.DATA : stepOf(sent.group(1));
      } else if (last != Step.UNTOLD && REFUSED_LINE.matcher(line).find()) {
        return last;
      }
    }
    return Step.UNTOLD;
  }
}
