package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.Channel;
import cadenza.sequences.api.DelayUnit;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.api.StepPlan;
import cadenza.sequences.domain.DueSteps;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DueScanIT {
  @RegisterExtension static final SequencesDatabase database = new SequencesDatabase();

  final Neighbours around = new Neighbours();
  Engine engine;
  UUID enrollment = new UUID(0, 0);

  @BeforeEach
  void one_enrollment() throws Exception {
    engine = new Engine(database.open(), around);
    var step = new StepPlan(Channel.EMAIL, 0, DelayUnit.SECONDS, "Hello", "Hello", null, false);
    var plan = new SequencePlan(true, true, null, null, List.of(step));
    var sequence =
        engine.commit(
            () -> engine.define.define(WORKSPACE, null, "Follow-up", ACCOUNT, plan, "/emails"));
    var request =
        new NewEnrollment(
            WORKSPACE,
            null,
            ACCOUNT,
            sequence,
            null,
            "/emails",
            around.contact(1),
            null,
            null,
            null);
    enrollment = engine.commit(() -> engine.enroll.enroll(request).enrollmentId());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** The one enrollment again and again, on other accounts. */
  void copies(int rows, int accounts, String dueAt) throws Exception {
    try (var connection = database.connection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into sequences.enrollment
          select (e).* from (
            select jsonb_populate_record(e, jsonb_build_object(
              'id', gen_random_uuid(), 'contact_id', gen_random_uuid(),
              'sender_account_id',
              '00000000-0000-0000-0000-' || lpad((n %% %d)::text, 12, '0'), 'due_at', %s)) as e
            from sequences.enrollment e, generate_series(1, %d) n) t
          """
              .formatted(accounts, dueAt, rows));
      statement.execute("vacuum analyze sequences.enrollment");
    }
  }

  /** How many pages one look at what is due touches. */
  int pages(UUID... resting) throws Exception {
    try (var connection = database.connection();
        var statement =
            connection.prepareStatement(
                "explain (analyze, buffers, timing off) " + DueSteps.DUE_ACCOUNTS)) {
      var now = around.now.atOffset(ZoneOffset.UTC);
      statement.setObject(1, now);
      statement.setArray(2, connection.createArrayOf("uuid", resting));
      statement.setObject(3, now);
      statement.setInt(4, 500);
      var plan = new StringBuilder();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          plan.append(row.getString(1)).append('\n');
        }
      }
      assertThat(plan.toString()).contains("enrollment_due").doesNotContain("Seq Scan");
      var touched = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?").matcher(plan);
      assertThat(touched.find()).isTrue();
      return Integer.parseInt(touched.group(1))
          + (touched.group(2) == null ? 0 : Integer.parseInt(touched.group(2)));
    }
  }

  @Test
  void a_hundred_thousand_that_wait_cost_the_scan_nothing() throws Exception {
    copies(100_000, 20, "now() + interval '100 years'");

    assertThat(pages()).isLessThan(200);
    assertThat(engine.commit(() -> engine.runDueSteps.upTo(500))).isEqualTo(1);
  }

  @Test
  void a_hundred_accounts_with_a_thousand_due_each_cost_what_one_batch_may_take() throws Exception {
    copies(100_000, 100, "now() - interval '1 hour'");
    var all = new UUID[100];
    for (int i = 0; i < all.length; i++) {
      all[i] = UUID.fromString("00000000-0000-0000-0000-%012d".formatted(i));
    }

    assertThat(pages()).isLessThan(100 * 20);
    assertThat(pages(all)).as("while their limits hold them").isLessThan(100 * 5);
  }

  @Test
  void a_claim_leaves_alone_what_a_stop_holds() throws Exception {
    try (var stopping = new Engine(database.open(), around)) {
      var transaction = stopping.session.beginTransaction();
      stopping.enrollments.keepFromClaims(WORKSPACE, List.of(enrollment));

      assertThat(engine.commit(() -> engine.runDueSteps.upTo(500))).isZero();

      transaction.rollback();
    }
    assertThat(engine.commit(() -> engine.runDueSteps.upTo(500))).isEqualTo(1);
  }

  @Test
  void a_stop_waits_for_a_claim_under_way_and_withdraws_its_message() throws Exception {
    var claimed = engine.session.beginTransaction();
    assertThat(engine.runDueSteps.upTo(500)).isEqualTo(1);
    var message = engine.sendMessages.all().get(0).messages().get(0).messageId();
    var withdrawing = new CountDownLatch(1);
    var thread = Executors.newSingleThreadExecutor();
    try {
      var stop =
          thread.submit(
              () -> {
                try (var stopping = new Engine(database.open(), around)) {
                  stopping.withdrawn.observedBy(
                      order -> {
                        withdrawing.countDown();
                        around.message(message, UUID.randomUUID(), "CANCELLED");
                      });
                  stopping.commit(() -> stopping.cancel.cancel(WORKSPACE, enrollment));
                }
              });
      while (database
          .values("select pid from pg_stat_activity where wait_event_type = 'Lock'")
          .isEmpty()) {
        assertThat(stop).as("it waits, and has not ended").isNotDone();
      }
      assertThat(withdrawing.getCount()).isEqualTo(1);
      claimed.commit();
      stop.get(60, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
    var after = engine.commit(() -> engine.enrollments.withId(WORKSPACE, enrollment).orElseThrow());
    assertThat(after.isOver()).isTrue();
    assertThat(after.messageId()).isNull();
  }

  @Test
  void a_stop_does_not_wait_for_a_message_that_settles() throws Exception {
    engine.commit(() -> engine.runDueSteps.upTo(500));
    var sent = engine.sendMessages.all().get(0).messages().get(0);
    var settling = engine.session.beginTransaction();
    engine.recordOutcome.sent(List.of(engine.sent(sent, UUID.randomUUID(), around.now)));
    var thread = Executors.newSingleThreadExecutor();
    try {
      var kept =
          thread.submit(
              () -> {
                try (var stopping = new Engine(database.open(), around)) {
                  stopping.commit(
                      () -> stopping.enrollments.keepFromClaims(WORKSPACE, List.of(enrollment)));
                }
              });
      kept.get(60, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
    settling.commit();
  }

  @Test
  void nothing_is_claimed_before_its_time() {
    around.now = around.now.minus(Duration.ofNanos(1000));
    assertThat(engine.commit(() -> engine.runDueSteps.upTo(500))).isZero();
    around.now = around.now.plus(Duration.ofNanos(1000));
    assertThat(engine.commit(() -> engine.runDueSteps.upTo(500))).isEqualTo(1);
  }
}
