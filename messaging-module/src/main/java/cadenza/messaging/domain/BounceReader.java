package cadenza.messaging.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a delivery report or a server's notice says about each recipient. The machine readable
 * part (RFC 3464) is read first and the words beside it add to it; where there is none, the words
 * have to do.
 */
public final class BounceReader {
  private static final Pattern SMTP = Pattern.compile("^\\s*smtp\\s*;", Pattern.CASE_INSENSITIVE);

  /** What Exim and Gmail say of a server that they could not reach for days. */
  private static final Pattern FOR_NOW =
      Pattern.compile("details of temporary failure|(?<!delivery )retry timeout|have been failing");

  private final InboundMail mail;
  private final NoticeText notice;
  private final Set<String> own = new HashSet<>();
  private final Map<String, BouncePhrases.Said> said = new HashMap<>();

  private BounceReader(InboundMail mail) {
    this.mail = mail;
    notice = NoticeText.of(mail.words());
    for (var name : List.of("To", "Delivered-To", "X-Original-To", "From", "Cc", "Reply-To")) {
      mail.header(name)
          .flatMap(NoticeText::addressIn)
          .map(address -> address.toLowerCase(Locale.ROOT))
          .ifPresent(own::add);
    }
  }

  /** One for each recipient; empty when nothing is said about anybody. */
  public static List<Bounce> read(InboundMail mail) {
    var reader = new BounceReader(mail);
    var groups = reader.groups();
    return groups.isEmpty() ? reader.ofNotice() : reader.ofReport(groups);
  }

  private List<Map<String, String>> groups() {
    var report = mail.report();
    var groups =
        report == null || report.groups().isEmpty()
            ? ReportFields.groups(notice.words() + "\n\n" + notice.returned())
            : report.groups();
    return groups.stream().filter(BounceReader::isAboutRecipient).limit(1000).toList();
  }

  /** What a server says of a recipient in the session itself, where it is asked for him. */
  public static Bounce ofRefusal(String recipient, String reply) {
    var asked = reply + " (in reply to RCPT TO command)";
    return new BounceReader(InboundMail.setAside("", 0, 0))
        .judged(recipient, DeliveryAction.FAILED, "", asked, List.of(reply));
  }

  private static boolean isAboutRecipient(Map<String, String> group) {
    boolean named = group.containsKey("final-recipient") || group.containsKey("original-recipient");
    return group.containsKey("diagnostic-code")
        || (named && (group.containsKey("action") || group.containsKey("status")));
  }

  // The machine readable report.

  private List<Bounce> ofReport(List<Map<String, String>> groups) {
    var said = parts();
    var bounces = new ArrayList<Bounce>();
    for (var group : groups) {
      var recipient = recipientOf(group);
      var about = said.getOrDefault(recipient, groups.size() == 1 ? notice.words() : "");
      bounces.add(ofGroup(group, recipient, about));
    }
    return List.copyOf(bounces);
  }

  private String recipientOf(Map<String, String> group) {
    for (var name : List.of("x-actual-recipient", "final-recipient", "original-recipient")) {
      var value = ReportFields.untyped(group.getOrDefault(name, ""));
      var address = NoticeText.addressIn(value);
      if (address.isPresent() && !value.startsWith("|")) { // a pipe to a program
        return address.get();
      }
    }
    return recipientBesides();
  }

  private Bounce ofGroup(Map<String, String> group, String recipient, String about) {
    var diagnostic =
        SMTP.matcher(group.getOrDefault("diagnostic-code", "")).replaceFirst("").strip();
    var reported = saysMoreThanItsReport() ? "" : group.getOrDefault("status", "");
    var status = SmtpReply.in(reported).status();
    var action = DeliveryAction.of(ReportFields.firstWord(group.getOrDefault("action", "failed")));
    int remark = reported.indexOf('(');
    // The first that tells a reason decides.
    var texts =
        List.of(
            diagnostic,
            remark < 0 ? "" : reported.substring(remark),
            SmtpReply.refusalIn(about),
            about);
    return judged(recipient, action, status, reported + "\n" + diagnostic + "\n" + about, texts);
  }

  /** OpenSMTPD reports x.0.0 or 4.4.7 whatever the other server said; its words have it. */
  private boolean saysMoreThanItsReport() {
    return mail.report() != null
        && notice.words().contains("This is the MAILER-DAEMON, please DO NOT REPLY");
  }

  // Words alone.

  private List<Bounce> ofNotice() {
    var parts = new LinkedHashMap<>(parts());
    var failed = failedRecipients();
    if (!failed.isEmpty()) {
      var named = new LinkedHashMap<String, String>();
      failed.forEach(address -> named.put(address, parts.getOrDefault(address, notice.words())));
      return judgedAll(named);
    }
    if (parts.isEmpty()) {
      mentions().forEach(address -> parts.put(address, notice.words()));
    }
    if (parts.isEmpty() && !notice.words().isBlank()) {
      parts.put(recipientBesides(), notice.words());
    }
    return judgedAll(parts);
  }

  private List<Bounce> judgedAll(Map<String, String> parts) {
    var bounces = new ArrayList<Bounce>();
    var action = NoticeRules.saysDelayed(mail) ? DeliveryAction.DELAYED : DeliveryAction.FAILED;
    var whole = notice.words();
    parts.forEach(
        (recipient, words) -> {
          var all = parts.size() == 1 ? words + "\n" + whole : words;
          var texts = List.of(SmtpReply.refusalIn(words), words, SmtpReply.refusalIn(whole), whole);
          bounces.add(judged(recipient, action, "", all, texts));
        });
    return List.copyOf(bounces);
  }

  /** Somebody may write to himself. */
  private Map<String, String> parts() {
    var parts = notice.parts(own);
    return parts.isEmpty() ? notice.parts(Set.of()) : parts;
  }

  private Set<String> mentions() {
    var mentions = notice.mentions(own);
    return mentions.isEmpty() ? notice.mentions(Set.of()) : mentions;
  }

  private List<String> failedRecipients() {
    return mail
        .header("X-Failed-Recipients")
        .map(value -> List.of(value.split(",")))
        .orElse(List.of())
        .stream()
        .flatMap(value -> NoticeText.addressIn(value).stream())
        .distinct()
        .toList();
  }

  /** The recipient of the returned message, where the report names nobody. */
  private String recipientBesides() {
    var failed = failedRecipients();
    if (!failed.isEmpty()) {
      return failed.get(0);
    }
    for (var name : List.of("To", "X-Original-To", "Delivered-To")) {
      var address =
          mail.returnedField(name)
              .or(() -> notice.returnedField(name))
              .flatMap(NoticeText::addressIn);
      if (address.isPresent()) {
        return address.get();
      }
    }
    var mentions = mentions();
    return mentions.isEmpty() ? "" : mentions.iterator().next();
  }

  // Both.

  private Bounce judged(
      String recipient, DeliveryAction action, String reported, String all, List<String> texts) {
    var words = texts.stream().filter(text -> !text.isBlank()).findFirst().orElse("");
    var reply = SmtpReply.in(words);
    var whole = SmtpReply.in(all);
    var code = reply.code().isEmpty() ? whole.code() : reply.code();
    var told = new SmtpReply(code, reply.status(), whole.step());
    var status = statusOf(reported, reply.status(), whole.status());
    Optional<BounceReason> reason = Optional.empty();
    for (var text : texts) {
      if (reason.isEmpty() && !text.isBlank()) {
        reason = BounceRules.reasonOf(said(text), text, status, told);
      }
    }
    var known = reason.or(() -> BounceRules.reasonOf(status, told)).orElse(BounceReason.UNDEFINED);
    boolean forNow = code.startsWith("4") || code.isEmpty() && FOR_NOW.matcher(all).find();
    return new Bounce(
        recipient,
        action,
        status.isEmpty() ? known.status(forNow) : status,
        code,
        known,
        quoted(words));
  }

  /** All recipients of a notice have words in common; they are looked through once. */
  private BouncePhrases.Said said(String text) {
    return said.computeIfAbsent(text, BouncePhrases::in);
  }

  /** What the other server said outranks what the reporting one made of it, if it says more. */
  private static String statusOf(String reported, String said, String besides) {
    if (!StatusCodes.isVague(said)) {
      return said;
    }
    if (!StatusCodes.isVague(reported)) {
      return reported;
    }
    if (!StatusCodes.isVague(besides)) {
      return besides;
    }
    return !reported.isEmpty() ? reported : !said.isEmpty() ? said : besides;
  }

  private static String quoted(String words) {
    var line = words.strip().replaceAll("\\s+", " ");
    return line.length() <= Bounce.DIAGNOSTIC_CHARS
        ? line
        : line.substring(0, Bounce.DIAGNOSTIC_CHARS);
  }
}
