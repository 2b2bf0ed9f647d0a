package cadenza.messaging.domain;

import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.OauthSettings;
import cadenza.messaging.api.SenderAccountPlan;
import cadenza.messaging.api.WithoutLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the big providers: their servers, what they allow in a day, how quickly, and who
 * issues tokens for them. It fills in what a person leaves out, when the mailbox is connected; what
 * he says counts.
 *
 * <p>The limits are the providers' own, above which mail is refused; an outreach does well to stay
 * far below.
 */
public enum MailProvider {
  /** 500 recipients in 24 hours (Gmail Help, "Limits for sending and getting mail"). */
  GMAIL(tls("smtp.gmail.com", 465), tls("imap.gmail.com", 993), 500, 0, Issuer.GOOGLE),
  /** 2,000 messages in 24 hours (Workspace Admin Help, "Gmail sending limits"). */
  GOOGLE_WORKSPACE(tls("smtp.gmail.com", 465), tls("imap.gmail.com", 993), 2000, 0, Issuer.GOOGLE),
  /** 10,000 recipients in 24 hours and 30 messages a minute ("Exchange Online limits"). */
  MICROSOFT_365(
      new Server("smtp.office365.com", 587, "starttls"),
      tls("outlook.office365.com", 993),
      10_000,
      2000,
      Issuer.MICROSOFT),
  /** 500 mails in 24 hours (Yahoo Help, "Sending limits"). */
  YAHOO(tls("smtp.mail.yahoo.com", 465), tls("imap.mail.yahoo.com", 993), 500, 0, Issuer.YAHOO),
  /** Its host names the region, and its limits are each account's own; it reads nothing. */
  AMAZON_SES(new Server("", 587, "starttls"), null, null, 0, null);

  private record Server(String host, int port, String security) {}

  private record Issuer(String tokenUrl, @Nullable String scope) {
    static final Issuer GOOGLE =
        new Issuer("https://oauth2.googleapis.com/token", "https://mail.google.com/");
    static final Issuer MICROSOFT =
        new Issuer(
            "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            "https://outlook.office.com/SMTP.Send"
                + " https://outlook.office.com/IMAP.AccessAsUser.All offline_access");
    static final Issuer YAHOO = new Issuer("https://api.login.yahoo.com/oauth2/get_token", null);
  }

  private final Server smtp;
  private final @Nullable Server imap;
  private final @Nullable Integer dailyLimit;
  private final long minimumGapMillis;
  private final @Nullable Issuer issuer;

  MailProvider(
      Server smtp,
      @Nullable Server imap,
      @Nullable Integer dailyLimit,
      long minimumGapMillis,
      @Nullable Issuer issuer) {
    this.smtp = smtp;
    this.imap = imap;
    this.dailyLimit = dailyLimit;
    this.minimumGapMillis = minimumGapMillis;
    this.issuer = issuer;
  }

  private static Server tls(String host, int port) {
    return new Server(host, port, "tls");
  }

  /** In the interface's words: {@code google_workspace}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<MailProvider> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(MailProvider::word).toList();
  }

  /** The plan with what it leaves out. A server that nobody could log in to is not made up. */
  public SenderAccountPlan filling(SenderAccountPlan plan, WithoutLimits without) {
    boolean byToken = plan.oauth() != null;
    return new SenderAccountPlan(
        plan.address(),
        plan.displayName(),
        word(),
        plan.smtp() == null && !byToken ? null : filled(plan.smtp(), smtp, plan.address()),
        imap == null || plan.imap() == null && !byToken
            ? plan.imap()
            : filled(plan.imap(), imap, plan.address()),
        plan.oauth() == null ? null : filled(plan.oauth()),
        plan.dailyLimit() == null && !without.daily() ? dailyLimit : plan.dailyLimit(),
        plan.hourlyLimit(),
        plan.minimumGapMillis() == 0 && !without.gap() ? minimumGapMillis : plan.minimumGapMillis(),
        plan.rampUp(),
        plan.verp());
  }

  private static MailServerSettings filled(
      @Nullable MailServerSettings given, Server known, String address) {
    if (given == null) {
      return new MailServerSettings(known.host(), known.port(), known.security(), address, null);
    }
    boolean itsOwn = given.host().isEmpty() || given.host().equalsIgnoreCase(known.host());
    return new MailServerSettings(
        given.host().isEmpty() ? known.host() : given.host(),
        given.port() == 0 && itsOwn ? known.port() : given.port(),
        given.security().isEmpty() && itsOwn ? known.security() : given.security(),
        given.username() == null ? address : given.username(),
        given.password());
  }

  private OauthSettings filled(OauthSettings given) {
    if (issuer == null || !given.tokenUrl().isEmpty()) {
      return given;
    }
    return new OauthSettings(
        issuer.tokenUrl(),
        given.clientId(),
        given.clientSecret(),
        given.scope() == null ? issuer.scope() : given.scope(),
        given.refreshToken());
  }
}
