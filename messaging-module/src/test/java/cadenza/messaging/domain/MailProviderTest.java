package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.OauthSettings;
import cadenza.messaging.api.SenderAccountPlan;
import cadenza.messaging.api.WithoutLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a known provider fills in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MailProviderTest {
  static final OauthSettings GRANT = new OauthSettings("", "client", "secret", null, "granted");

  @Test
  void with_a_grant_an_address_is_enough() {
    var plan = MailProvider.GMAIL.filling(plan(null, null, GRANT), WithoutLimits.NONE);

    assertThat(plan.smtp())
        .isEqualTo(new MailServerSettings("smtp.gmail.com", 465, "tls", "ann@example.com", null));
    assertThat(plan.imap())
        .isEqualTo(new MailServerSettings("imap.gmail.com", 993, "tls", "ann@example.com", null));
    assertThat(plan.oauth())
        .isEqualTo(
            new OauthSettings(
                "https://oauth2.googleapis.com/token",
                "client",
                "secret",
                "https://mail.google.com/",
                "granted"));
    assertThat(plan.dailyLimit()).isEqualTo(500);
  }

  @Test
  void with_a_password_for_sending_alone_nothing_is_read() {
    var smtp = new MailServerSettings("", 0, "", null, "app password");
    var plan = MailProvider.YAHOO.filling(plan(smtp, null, null), WithoutLimits.NONE);

    assertThat(plan.smtp())
        .isEqualTo(
            new MailServerSettings(
                "smtp.mail.yahoo.com", 465, "tls", "ann@example.com", "app password"));
    assertThat(plan.imap()).isNull();
  }

  @Test
  void what_is_said_counts() {
    var smtp = new MailServerSettings("relay.example.com", 2525, "none", "me", "p");
    var plan =
        MailProvider.MICROSOFT_365.filling(
            new SenderAccountPlan(
                "ann@example.com", "", "microsoft_365", smtp, null, null, 40, 10, 500, null, false),
            WithoutLimits.NONE);

    assertThat(plan.smtp()).isEqualTo(smtp);
    assertThat(plan.dailyLimit()).isEqualTo(40);
    assertThat(plan.minimumGapMillis()).isEqualTo(500);
  }

  @Test
  void microsofts_pace_is_thirty_a_minute() {
    assertThat(
            MailProvider.MICROSOFT_365
                .filling(plan(null, null, GRANT), WithoutLimits.NONE)
                .minimumGapMillis())
        .isEqualTo(2000);
  }

  @Test
  void who_says_that_there_is_no_limit_gets_none() {
    var plan =
        MailProvider.MICROSOFT_365.filling(plan(null, null, GRANT), new WithoutLimits(true, false));
    assertThat(plan.dailyLimit()).isNull();
    assertThat(plan.minimumGapMillis()).isEqualTo(2000);

    var hasty =
        MailProvider.MICROSOFT_365.filling(plan(null, null, GRANT), new WithoutLimits(false, true));
    assertThat(hasty.dailyLimit()).isEqualTo(10_000);
    assertThat(hasty.minimumGapMillis()).isZero();
  }

  @Test
  void the_port_of_one_server_is_not_said_to_another() {
    var smtp = new MailServerSettings("relay.example.com", 0, "", null, "p");

    assertThat(MailProvider.GMAIL.filling(plan(smtp, null, null), WithoutLimits.NONE).smtp())
        .isEqualTo(new MailServerSettings("relay.example.com", 0, "", "ann@example.com", "p"));
  }

  @ParameterizedTest
  @EnumSource
  void each_is_found_by_its_word(MailProvider provider) {
    assertThat(MailProvider.of(provider.word())).contains(provider);
  }

  private static SenderAccountPlan plan(
      @Nullable MailServerSettings smtp,
      @Nullable MailServerSettings imap,
      @Nullable OauthSettings oauth) {
    return new SenderAccountPlan(
        "ann@example.com", "", "gmail", smtp, imap, oauth, null, null, 0, null, false);
  }
}
