package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.Audience.Selection;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.EnrollOutcome;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.api.JobCard;
import cadenza.testing.AtOnce;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A bulk enrollment that goes on by itself, in batches of five. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrollJobIT extends JourneyStage {
  static final Selection EVERYBODY = new Selection("everybody");

  @Test
  void a_job_goes_through_all_contacts_and_counts_what_became_of_them() {
    var sequence = sequence(TWO_TOUCHES);
    contacts(12);
    enroll(sequence, around.contact(3));
    around.suppress(around.contact(7));
    var job = start(sequence, false);
    assertThat(job.state()).isEqualTo("WAITING");
    assertThat(engine.jobStarted.all()).hasSize(1);

    assertThat(advance(engine, job)).isTrue();
    assertThat(read(job).processed()).isEqualTo(5);
    assertThat(read(job).total()).isEqualTo(12);
    assertThat(read(job).state()).isEqualTo("RUNNING");
    assertThat(advance(engine, job)).isTrue();
    assertThat(advance(engine, job)).isFalse();

    var over = read(job);
    assertThat(over.state()).isEqualTo("DONE");
    assertThat(over.processed()).isEqualTo(12);
    assertThat(over.counts())
        .containsEntry(EnrollOutcome.ENROLLED, 10L)
        .containsEntry(EnrollOutcome.ALREADY_IN, 1L)
        .containsEntry(EnrollOutcome.SUPPRESSED, 1L);
    assertThat(over.finishedAt()).isNotNull();
    assertThat(advance(engine, job)).isFalse();
  }

  @Test
  void a_batch_that_dies_leaves_nothing_and_is_done_by_whoever_takes_the_job_up() {
    var sequence = sequence(TWO_TOUCHES);
    contacts(12);
    var job = start(sequence, false);
    advance(engine, job);

    try (var dying = new Engine(database.open(), around)) {
      dying.session.beginTransaction();
      dying.advanceJob.advance(WORKSPACE, job.id());
      assertThat(advance(engine, job)).as("while another node has it").isFalse();
      // the connection ends without a commit, as that of a killed server does
      dying.session.getTransaction().rollback();
    }
    assertThat(read(job).processed()).isEqualTo(5);

    finish(job);

    assertThat(read(job).counts()).containsEntry(EnrollOutcome.ENROLLED, 12L);
    assertThat(
            database.value(
                "select count(*) || ' of ' || count(distinct contact_id)"
                    + " from sequences.enrollment"))
        .isEqualTo("12 of 12");
    assertThat(
            engine.manyStarted.all().stream().mapToInt(facts -> facts.enrollments().size()).sum())
        .isEqualTo(12);
  }

  @Test
  void nodes_that_work_on_one_job_at_the_same_time_enroll_everybody_once() {
    var sequence = sequence(TWO_TOUCHES);
    contacts(60);
    var job = start(sequence, false);

    AtOnce.times(
        4,
        i -> {
          try (var node = new Engine(database.open(), around)) {
            for (int n = 0; n < 40 && !isOver(node, job); n++) {
              advance(node, job);
            }
          }
          return i;
        });
    finish(job);

    assertThat(read(job).counts()).containsEntry(EnrollOutcome.ENROLLED, 60L);
    assertThat(database.value("select count(*) from sequences.enrollment")).isEqualTo("60");
  }

  @Test
  void a_cancelled_job_stops_after_its_batch_and_what_it_did_stays() {
    contacts(12);
    var job = start(sequence(TWO_TOUCHES), false);
    advance(engine, job);

    var cancelled = cancel(job);

    assertThat(cancelled.state()).isEqualTo("CANCELLED");
    assertThat(cancel(job)).isEqualTo(cancelled);
    assertThat(advance(engine, job)).isFalse();
    assertThat(database.value("select count(*) from sequences.enrollment")).isEqualTo("5");
  }

  @Test
  void what_is_done_cannot_be_cancelled() {
    var job = start(sequence(TWO_TOUCHES), false);
    finish(job);

    assertThatThrownBy(() -> cancel(job)).isInstanceOf(JobOver.class);
    assertThatThrownBy(() -> engine.commit(() -> engine.cancelJob.cancel(new UUID(9, 9), job.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void a_dry_run_counts_and_writes_no_enrollment() {
    contacts(7);
    var job = start(sequence(TWO_TOUCHES), true);

    finish(job);

    assertThat(read(job).counts()).containsEntry(EnrollOutcome.ENROLLED, 7L);
    assertThat(database.value("select count(*) from sequences.enrollment")).isEqualTo("0");
  }

  @Test
  void a_reason_that_will_not_pass_ends_the_job_and_others_after_some_tries() {
    contacts(7);
    var refused = start(sequence(TWO_TOUCHES), false);
    var unlucky = start(sequence(TWO_TOUCHES), false);

    fail(refused, new InvalidField("/sequence_id", "unknown", "Gone"));
    assertThat(read(refused).state()).isEqualTo("FAILED");
    assertThat(read(refused).failure()).isEqualTo("unknown");

    IntStream.range(0, 4).forEach(i -> fail(unlucky, new IllegalStateException()));
    advance(engine, unlucky);
    assertThat(read(unlucky).state()).isEqualTo("RUNNING");
    IntStream.range(0, 5).forEach(i -> fail(unlucky, new IllegalStateException()));
    assertThat(read(unlucky).state()).isEqualTo("FAILED");
    assertThat(read(unlucky).failure()).isEqualTo("internal_error");
  }

  @Test
  void what_the_database_refuses_now_and_may_do_later_never_ends_a_job() {
    contacts(7);
    var job = start(sequence(TWO_TOUCHES), false);

    for (var state : List.of("40P01", "57P01", "55P03", "08006")) {
      IntStream.range(0, 5)
          .forEach(i -> fail(job, new IllegalStateException(new SQLException("not now", state))));
    }

    assertThat(read(job).state()).isEqualTo("WAITING");
    IntStream.range(0, 4).forEach(i -> fail(job, new IllegalStateException()));
    finish(job);
    assertThat(read(job).counts()).containsEntry(EnrollOutcome.ENROLLED, 7L);
  }

  @Test
  void a_clock_waits_for_the_batch_that_another_node_is_at() {
    contacts(7);
    var job = start(sequence(TWO_TOUCHES), false);

    AtOnce.times(
        3,
        i -> {
          try (var node = new Engine(database.open(), around)) {
            while (node.commit(() -> node.advanceJob.advanceInTurn(WORKSPACE, job.id()))) {
              // until nothing is left, whoever did it
            }
            assertThat(isOver(node, job)).isTrue();
          }
          return i;
        });

    assertThat(read(job).counts()).containsEntry(EnrollOutcome.ENROLLED, 7L);
    assertThat(engine.commit(() -> engine.jobs.open(WORKSPACE, 10))).isEmpty();
  }

  private void fail(JobCard job, RuntimeException why) {
    engine.commit(() -> engine.advanceJob.failed(WORKSPACE, job.id(), why));
    passes(Duration.ofSeconds(2));
  }

  private void contacts(int number) {
    IntStream.rangeClosed(1, number).forEach(around::contact);
  }

  private JobCard start(UUID sequence, boolean dryRun) {
    var terms = new EnrollTerms(WORKSPACE, null, sequence, null, null, Collision.SKIP, dryRun);
    return engine.commit(() -> engine.enrollAudience.enroll(terms, EVERYBODY));
  }

  private static boolean advance(Engine node, JobCard job) {
    return node.commit(() -> node.advanceJob.advance(WORKSPACE, job.id()));
  }

  private JobCard cancel(JobCard job) {
    return engine.commit(() -> engine.cancelJob.cancel(WORKSPACE, job.id()));
  }

  private void finish(JobCard job) {
    while (!isOver(engine, job)) {
      advance(engine, job);
    }
  }

  private static boolean isOver(Engine node, JobCard job) {
    return node.commit(() -> node.jobs.withId(WORKSPACE, job.id()).orElseThrow().state().isOver());
  }

  private JobCard read(JobCard job) {
    return engine.commit(() -> engine.jobs.withId(WORKSPACE, job.id()).orElseThrow().card());
  }
}
