package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.domain.InboundBounces_;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.TurnedAccount;
import cadenza.testing.Heard;
import cadenza.testing.RealTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When an account is troubled, and that its owner hears of each change once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountTroubleIT {
  static final Duration REST = Duration.ofSeconds(15);
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();
  final UUID account = Ids.next();
  final RealTime clocks = new RealTime();
  final Heard<SenderAccountRecovered> recovered = new Heard<>();
  Instant now = clocks.real().minus(Duration.ofHours(1));

  @BeforeEach
  void an_account() {
    database.account(workspace, account, "");
  }

  @Test
  void a_refusal_is_news_once() {
    assertThat(trouble("535 no")).isPresent();
    assertThat(trouble("535 no")).isEmpty();

    assertThat(card().status()).isEqualTo("TROUBLED");
    assertThat(card().statusReason()).isEqualTo("535 no");
  }

  @Test
  void a_person_who_resumes_it_ends_the_trouble_and_the_next_one_is_news_again() {
    trouble("535 no");

    assertThat(resume().status()).isEqualTo("ACTIVE");

    assertThat(recovered.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.side()).isEqualTo(AccountSide.SENDING));
    resume();
    assertThat(recovered.all()).hasSize(1);
    assertThat(trouble("535 no")).isPresent();
  }

  @Test
  void a_connection_that_works_again_ends_the_trouble_and_is_told_once() {
    trouble("535 no");
    long version = version();

    connected(version);
    connected(version());

    assertThat(card().status()).isEqualTo("ACTIVE");
    assertThat(recovered.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.side()).isEqualTo(AccountSide.SENDING));
    away();
    connected(version());
    assertThat(card().status()).isEqualTo("ACTIVE");
    assertThat(recovered.all()).hasSize(2);
  }

  @Test
  void a_connection_that_works_ends_no_pause_no_refusal_by_policy_and_no_trouble_after_it() {
    long before = version();
    trouble("535 no");
    connected(before);
    assertThat(card().status()).isEqualTo("TROUBLED");
    resume();
    for (int i = 1; i <= 5; i++) {
      refusedByPolicy();
    }
    connected(version());
    assertThat(card().status()).isEqualTo("TROUBLED");
    database.execute("update messaging.sender_account set status = 'PAUSED'");
    connected(version());

    assertThat(card().status()).isEqualTo("PAUSED");
    assertThat(recovered.all()).hasSize(1);
  }

  @Test
  void five_rests_in_a_row_are_trouble_and_two_connections_count_once() {
    for (int i = 1; i <= 4; i++) {
      assertThat(rest()).isEmpty();
      assertThat(restOnAnotherConnection()).isEmpty();
      now = now.plus(REST).plusSeconds(1);
    }
    assertThat(card().status()).isEqualTo("ACTIVE");

    assertThat(rest()).isPresent();
    now = now.plus(REST);
    assertThat(rest()).isEmpty();

    assertThat(card().status()).isEqualTo("TROUBLED");
    assertThat(card().statusReason()).isEqualTo("away");
    assertThat(database.value("select status from messaging.sender_account")).isEqualTo("ACTIVE");
  }

  @Test
  void a_mail_that_goes_out_ends_it_by_itself_and_is_told_once() {
    away();
    assertThat(welcomedBack()).isZero();

    now = now.plus(REST);
    accepted(now);

    assertThat(welcomedBack()).isEqualTo(1);
    assertThat(welcomedBack()).isZero();
    assertThat(card().status()).isEqualTo("ACTIVE");
  }

  @Test
  void a_mail_in_between_begins_the_count_anew() {
    for (int i = 1; i <= 4; i++) {
      rest();
      now = now.plus(REST);
    }
    accepted(now);
    now = now.plus(REST);

    assertThat(rest()).isEmpty();
    assertThat(card().status()).isEqualTo("ACTIVE");
  }

  @Test
  void rests_far_apart_are_no_series() {
    for (int i = 1; i <= 8; i++) {
      assertThat(rest()).isEmpty();
      now = now.plus(Duration.ofMinutes(11));
    }
  }

  @Test
  void an_account_that_was_away_and_is_then_refused_is_no_news() {
    away();

    assertThat(trouble("535 no")).isEmpty();
    assertThat(card().statusReason()).isEqualTo("535 no");
  }

  @Test
  void five_mails_in_a_row_that_policy_put_off_make_it_rest_and_tell_once() {
    for (int i = 1; i <= 4; i++) {
      assertThat(putOff()).isEmpty();
    }
    assertThat(card().status()).isEqualTo("ACTIVE");

    assertThat(putOff()).isPresent();
    assertThat(putOff()).isEmpty();
    assertThat(card().statusReason()).isEqualTo("451 4.7.1 later");

    now = now.plus(REST);
    accepted(now);
    assertThat(welcomedBack()).isEqualTo(1);
    assertThat(putOff()).isEmpty();
    assertThat(card().status()).isEqualTo("ACTIVE");
  }

  @Test
  void five_reports_in_a_row_that_the_sender_is_blocked_are_trouble_until_a_person_resumes() {
    database.execute("update messaging.sender_account set updated_at = now() - interval '2 days'");
    for (int i = 1; i <= 4; i++) {
      reported("BLOCK");
      assertThat(blocked()).isEmpty();
    }
    reported("HARD");
    assertThat(blocked()).isEmpty();
    for (int i = 1; i <= 4; i++) {
      reported("BLOCK");
      assertThat(blocked()).isEmpty();
    }
    reported("BLOCK");

    assertThat(blocked()).isPresent();
    assertThat(blocked()).isEmpty();
    connected(version());
    assertThat(card().status()).isEqualTo("TROUBLED");

    resume();
    assertThat(card().status()).isEqualTo("ACTIVE");
    assertThat(blocked()).isEmpty();
  }

  private Optional<TurnedAccount> putOff() {
    now = now.plusSeconds(1);
    return database.inTransaction(
        work -> work.accounts().putOffByPolicy(account, now.plus(REST), "451 4.7.1 later", now));
  }

  private void reported(String bounceClass) {
    now = now.plusSeconds(1);
    database.execute(
        "insert into messaging.inbound_bounce (message_id, position, workspace_id,"
            + " sender_account_id, recipient, action, status, reply_code, reason, class, address,"
            + " created_at) values (gen_random_uuid(), 0, '%s', '%s', 'bo@example.com', 'FAILED',"
                .formatted(workspace, account)
            + " '5.7.1', '550', 'blocked', '%s', 'bo@example.com', '%s')"
                .formatted(bounceClass, now));
  }

  private Optional<TurnedAccount> blocked() {
    return database.inTransaction(
        work -> new InboundBounces_(work.session()).blocked(account, "5.7.1 blocked", now));
  }

  @Test
  void five_refusals_by_policy_in_a_row_stop_the_account() {
    for (int i = 1; i <= 4; i++) {
      assertThat(refusedByPolicy()).isEmpty();
    }
    assertThat(refusedByPolicy()).isPresent();
    assertThat(database.value("select status from messaging.sender_account")).isEqualTo("TROUBLED");

    resume();
    assertThat(refusedByPolicy()).isEmpty();
  }

  @Test
  void a_mail_that_is_taken_forgives_the_refusals_before() {
    for (int i = 1; i <= 4; i++) {
      refusedByPolicy();
    }
    accepted(now.plusSeconds(1));
    now = now.plusSeconds(2);

    assertThat(refusedByPolicy()).isEmpty();
  }

  private void away() {
    for (int i = 1; i <= 5; i++) {
      rest();
      now = now.plus(REST);
    }
    assertThat(card().status()).isEqualTo("TROUBLED");
  }

  private Optional<TurnedAccount> trouble(String reason) {
    return database.inTransaction(work -> work.accounts().trouble(account, reason, now));
  }

  private Optional<TurnedAccount> rest() {
    return database.inTransaction(
        work -> work.accounts().rest(account, now.plus(REST), "away", now));
  }

  private Optional<TurnedAccount> restOnAnotherConnection() {
    return database.inTransaction(
        work ->
            work.accounts().rest(account, now.plus(REST).plusMillis(5), "away", now.plusMillis(5)));
  }

  private Optional<TurnedAccount> refusedByPolicy() {
    return database.inTransaction(work -> work.accounts().refusedByPolicy(account, "550", now));
  }

  private int welcomedBack() {
    return database.inTransaction(work -> work.accounts().backAgain().size());
  }

  private SenderAccountCard resume() {
    return database.inTransaction(work -> resuming(work).resume(workspace, account));
  }

  private void connected(long version) {
    database.inTransaction(
        work -> {
          resuming(work).connected(workspace, account, version);
          return true;
        });
  }

  private PauseSenderAccount resuming(TestDatabase.Work work) {
    var resuming = new PauseSenderAccount();
    resuming.accounts = work.accounts();
    resuming.messages = work.messages();
    resuming.queued = new Heard<>();
    resuming.recovered = recovered;
    resuming.clocks = clocks;
    return resuming;
  }

  private long version() {
    return Long.parseLong(database.value("select version from messaging.sender_account"));
  }

  private SenderAccountCard card() {
    return database.inTransaction(
        work -> work.accounts().withId(workspace, account).map(SenderAccount::card).orElseThrow());
  }

  private void accepted(Instant at) {
    database.execute(
        "insert into messaging.message (id, workspace_id, sender_account_id, direction, status,"
            + " created_at, accepted_at) values ('%s', '%s', '%s', 'OUTBOUND', 'SENT', '%s', '%s')"
                .formatted(Ids.next(), workspace, account, at, at));
  }
}
