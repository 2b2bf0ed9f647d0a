package cadenza.messaging.application;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.RampUp;
import cadenza.messaging.api.SenderAccountPlan;
import cadenza.messaging.domain.MailAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the settings of a mailbox must be, before anything is stored. */
final class SenderAccountRules {
  private static final Set<String> SECURITIES = Set.of("none", "starttls", "tls");
  private static final long LONGEST_GAP_MILLIS = 24L * 60 * 60 * 1000;

  private SenderAccountRules() {}

  /**
   * The plan with its address as it stands on the wire, so that what is compared with mail's
   * headers, and what Message-IDs are made of, is the same as in the mail.
   */
  static SenderAccountPlan checked(SenderAccountPlan plan) {
    var address =
        MailAddress.ascii(plan.address())
            .orElseThrow(
                () ->
                    new InvalidField(
                        "/address", "This is not an address that mail can be sent from."));
    if (plan.displayName().length() > 200) {
      throw new InvalidField("/display_name", "At most 200 characters.");
    }
    checkLimit("/daily_limit", plan.dailyLimit());
    checkLimit("/hourly_limit", plan.hourlyLimit());
    if (plan.minimumGapMillis() < 0 || plan.minimumGapMillis() > LONGEST_GAP_MILLIS) {
      throw new InvalidField("/minimum_gap", "Between PT0S and PT24H.");
    }
    checkRampUp(plan.rampUp(), plan.dailyLimit());
    var smtp = secured(plan.smtp());
    var imap = secured(plan.imap());
    checkServer("/smtp", smtp);
    checkServer("/imap", imap);
    OauthRules.check(plan);
    return new SenderAccountPlan(
        address,
        plan.displayName(),
        plan.provider(),
        smtp,
        imap,
        plan.oauth(),
        plan.dailyLimit(),
        plan.hourlyLimit(),
        plan.minimumGapMillis(),
        plan.rampUp(),
        plan.verp());
  }

  /** Where nothing is said, what every server knows and nobody listens to. */
  private static @Nullable MailServerSettings secured(@Nullable MailServerSettings server) {
    return server == null || !server.security().isEmpty()
        ? server
        : new MailServerSettings(
            server.host(), server.port(), "starttls", server.username(), server.password());
  }

  private static void checkLimit(String pointer, @Nullable Integer limit) {
    if (limit != null && (limit < 0 || limit > 1_000_000)) {
      throw new InvalidField(pointer, "Between 0 and 1000000.");
    }
  }

  private static void checkRampUp(@Nullable RampUp rampUp, @Nullable Integer dailyLimit) {
    if (rampUp == null) {
      return;
    }
    if (dailyLimit == null) {
      throw new InvalidField("/ramp_up", "It rises up to daily_limit, which is not set.");
    }
    require("/ramp_up/start", rampUp.start(), 1_000_000);
    require("/ramp_up/increase", rampUp.increase(), 1_000_000);
    require("/ramp_up/every_days", rampUp.everyDays(), 30);
  }

  private static void require(String pointer, int value, int most) {
    if (value < 1 || value > most) {
      throw new InvalidField(pointer, "Between 1 and " + most + ".");
    }
  }

  private static void checkServer(String pointer, @Nullable MailServerSettings server) {
    if (server == null) {
      return;
    }
    if (!server.host().matches("[A-Za-z0-9._:\\-\\[\\]]{1,253}")) {
      throw new InvalidField(pointer + "/host", "This is not a host name.");
    }
    if (server.port() < 1 || server.port() > 65535) {
      throw new InvalidField(pointer + "/port", "Between 1 and 65535.");
    }
    if (!SECURITIES.contains(server.security())) {
      throw new InvalidField(pointer + "/security", "One of none, starttls, tls.");
    }
    checkSecret(pointer + "/username", server.username(), 320);
    checkSecret(pointer + "/password", server.password(), 1000);
  }

  static void checkSecret(String pointer, @Nullable String text, int longest) {
    if (text != null
        && (text.isEmpty() || text.length() > longest || text.chars().anyMatch(c -> c < ' '))) {
      throw new InvalidField(pointer, "Between 1 and " + longest + " printable characters.");
    }
  }
}
