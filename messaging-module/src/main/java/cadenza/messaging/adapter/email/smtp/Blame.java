package cadenza.messaging.adapter.email.smtp;

import java.util.Set;
import java.util.regex.Pattern;

/** Whom a refusal for good is about; it decides what becomes of the message and its account. */
enum Blame {
  /** Nobody is there: the message bounces. */
  RECIPIENT,
  /** What is said cannot be taken, by size or content. */
  MESSAGE,
  /** The receiving side does not want it; the recipient is there. */
  POLICY,
  /** We may not send, or not as this sender: the account waits for a person, the message for it. */
  ACCOUNT,
  /** The account has sent all that its provider allows for now. */
  ALLOWANCE;

  /** Sender refused, not logged in, not permitted to send as this, login kinds switched off. */
  private static final Set<String> ACCOUNT_CODES =
      Set.of(
          "1.7", "1.8", "7.3", "7.8", "7.9", "7.11", "7.13", "7.14", "7.30", "7.57", "7.60",
          "7.139", "7.705", "7.750", "2.252");

  /** Gmail's daily limit. */
  private static final Set<String> ALLOWANCE_CODES = Set.of("4.5");

  /** No such address, no such domain; Exchange says 4.1 for an unknown recipient. */
  private static final Set<String> RECIPIENT_CODES = Set.of("4.1", "4.4");

  private static final Set<String> SIZE_CODES = Set.of("2.3", "3.4");

  private static final Pattern ACCOUNT_WORDS =
      words(
          "relay(ing)? (access )?(denied|not (permitted|allowed))|unable to relay"
              + "|not (allowed|permitted|authori[sz]ed) to (send|relay)|send ?as ?denied"
              + "|sender address rejected|not owned by user|authentication (is )?required"
              + "|must (authenticate|issue a starttls)");
  private static final Pattern ALLOWANCE_WORDS =
      words(
          "(daily|hourly|sending|submission|rate)\\b.{0,30}\\b(limit|quota).{0,20}"
              + "(exceeded|reached)|exceeded.{0,40}\\b(daily|hourly|sending|submission|rate)\\b"
              + "|submissionquotaexceeded|too many messages");
  private static final Pattern RECIPIENT_WORDS =
      words(
          "no such (user|mailbox|recipient|address|person)|no mailbox"
              + "|(user|recipient|mailbox|address|account)\\b.{0,20}\\b(unknown|not found|not exist"
              + "|doesn't exist|disabled|inactive|unavailable)"
              + "|(unknown|invalid) (user|recipient|mailbox|address|local)");
  private static final Pattern POLICY_WORDS =
      words(
          "spam|blocked|block ?list|black ?(list|hole)|\\brbl\\b|dnsbl|reputation|policy"
              + "|unsolicited|dmarc|\\bspf\\b|dkim|unauthenticated|not accepted from|denied|banned"
              + "|listed (at|by|in|on)|virus|malware");

  private static Pattern words(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }

  /**
   * @param enhanced subject and detail, such as {@code 7.1}
   */
  static Blame of(Stage stage, String enhanced, String reply) {
    var subject = enhanced.substring(0, enhanced.indexOf('.'));
    if (ACCOUNT_CODES.contains(enhanced)) {
      return ACCOUNT;
    }
    if (ALLOWANCE_CODES.contains(enhanced)) {
      return ALLOWANCE;
    }
    if (SIZE_CODES.contains(enhanced)) {
      return MESSAGE;
    }
    if (stage == Stage.MAIL) {
      return byWords(reply, ACCOUNT) == ALLOWANCE ? ALLOWANCE : ACCOUNT;
    }
    if (subject.equals("1") || RECIPIENT_CODES.contains(enhanced)) {
      return RECIPIENT;
    }
    if (subject.equals("2")) {
      return byWords(reply, RECIPIENT) == ALLOWANCE ? ALLOWANCE : RECIPIENT;
    }
    if (subject.equals("7")) {
      return byWords(reply, POLICY);
    }
    return subject.equals("0")
        ? byWords(reply, stage == Stage.RCPT ? RECIPIENT : MESSAGE)
        : MESSAGE;
  }

  /** Without an enhanced code: words, then the code. */
  static Blame of(Stage stage, int code, String reply) {
    if (stage == Stage.MAIL) {
      return code == 552 ? MESSAGE : ACCOUNT;
    }
    boolean recipient =
        stage == Stage.RCPT
            ? code != 552 && code != 554
            : code == 550 || code == 551 || code == 553;
    return byWords(reply, recipient ? RECIPIENT : MESSAGE);
  }

  private static Blame byWords(String reply, Blame otherwise) {
    if (ALLOWANCE_WORDS.matcher(reply).find()) {
      return ALLOWANCE;
    }
    if (ACCOUNT_WORDS.matcher(reply).find()) {
      return ACCOUNT;
    }
    if (RECIPIENT_WORDS.matcher(reply).find()) {
      return RECIPIENT;
    }
    return POLICY_WORDS.matcher(reply).find() ? POLICY : otherwise;
  }
}
