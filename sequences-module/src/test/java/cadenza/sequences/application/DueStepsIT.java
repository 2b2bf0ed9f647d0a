package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.access.api.PutTestClock;
import cadenza.contacts.api.Recipient;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.SandboxMail;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.TrackingTerms;
import cadenza.sequences.api.SequencePlan;
import cadenza.testing.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is due at once, what is late, and what cannot be worked on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DueStepsIT extends JourneyStage {
  @Test
  void what_is_a_week_late_waits_for_a_person_unless_limits_kept_it_behind() {
    var sequence = sequence(TWO_TOUCHES);
    var late = enroll(sequence, around.contact(1));
    passes(Duration.ofDays(2 + 7).plusSeconds(1));
    run();
    assertThat(ordered()).isEmpty();
    assertThat(enrollment(late).standing().pauseReason()).isEqualTo("overdue");

    enroll(sequence, around.contact(2));
    around.granted = 0;
    around.refusal = "daily_limit";
    for (int day = 0; day < 10; day++) {
      passes(Duration.ofDays(1));
      run();
    }
    around.granted = 10;
    passes(Duration.ofHours(1));
    run();
    assertThat(ordered()).hasSize(1);
  }

  @Test
  void after_a_breakdown_the_overdue_of_a_limited_account_wait_for_a_person_too() {
    var sequence = sequence(TWO_TOUCHES);
    var first = enroll(sequence, around.contact(1));
    var second = enroll(sequence, around.contact(2));
    around.granted = 1;
    around.refusal = "daily_limit";
    passes(Duration.ofDays(2 + 30));

    run();
    run();

    assertThat(ordered()).isEmpty();
    assertThat(enrollment(first).standing().pauseReason()).isEqualTo("overdue");
    assertThat(enrollment(second).standing().pauseReason()).isEqualTo("overdue");
  }

  @Test
  void a_provider_that_asks_for_rest_is_no_limit_that_excuses_lateness() {
    enroll(sequence(TWO_TOUCHES), around.contact(1));
    around.granted = 0;
    around.refusal = "resting";
    for (int day = 0; day < 10; day++) {
      passes(Duration.ofDays(1));
      run();
    }
    around.granted = 10;
    passes(Duration.ofHours(1));
    run();

    assertThat(ordered()).isEmpty();
  }

  @Test
  void a_step_may_tell_of_its_being_read_unless_its_sequence_or_its_contact_says_no() {
    var steps = List.of(step(0, "Hello", "Hello"));
    var open = enroll(sequence(new SequencePlan(true, true, null, null, steps)), french(1, false));
    enroll(sequence(new SequencePlan(true, false, null, null, steps)), french(2, false));
    enroll(sequence(new SequencePlan(true, true, null, null, steps)), french(3, true));

    assertThat(run()).isEqualTo(3);

    assertThat(ordered()).hasSize(3);
    assertThat(ordered().stream().filter(order -> order.tracking() != null).toList())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.enrollmentId()).isEqualTo(open);
              assertThat(order.tracking()).isEqualTo(new TrackingTerms("France"));
            });
  }

  private UUID french(int number, boolean doNotTrack) {
    var id = around.contact(number, Map.of("country", "France"));
    around.recipients.computeIfPresent(
        id,
        (same, one) ->
            new Recipient(
                same,
                one.workspaceId(),
                one.fullName(),
                one.address(),
                one.zone(),
                one.variables(),
                one.suppressed(),
                doNotTrack));
    return id;
  }

  @Test
  void what_finds_no_room_at_its_recipients_domain_is_due_when_there_is_some() {
    var plan = new SequencePlan(true, true, null, null, List.of(step(0, "Hello", "Hello")));
    var id = enroll(sequence(plan), around.contact(1));
    var free = around.now.plus(Duration.ofHours(7));
    around.fullDomains.put("example.com", free);

    assertThat(run()).isEqualTo(1);
    assertThat(ordered()).isEmpty();
    assertThat(enrollment(id).dueAt()).isEqualTo(free);
    assertThat(enrollment(id).standing().heldReason()).isEqualTo("recipient_domain_limit");
    assertThat(engine.commit(() -> engine.explain.explain(WORKSPACE, id)).gates())
        .filteredOn(line -> line.gate().equals("recipient_domain"))
        .extracting(line -> line.reason())
        .containsExactly("recipient_domain_limit");

    passes(Duration.ofHours(7));
    assertThat(run()).isEqualTo(1);
    assertThat(onlyOrder().enrollmentId()).isEqualTo(id);
    assertThat(around.asked).extracting(RecipientPace.Ask::waited).containsExactly(false, true);
  }

  @Test
  void another_pace_at_the_domains_has_those_who_wait_asked_again() {
    var plan = new SequencePlan(true, true, null, null, List.of(step(0, "Hello", "Hello")));
    enroll(sequence(plan), around.contact(1));
    around.fullDomains.put("example.com", around.now.plus(Duration.ofDays(30)));
    run();
    around.fullDomains.clear();

    engine.commit(() -> engine.lookAgain.atDomains(WORKSPACE));
    assertThat(engine.commit(() -> engine.lookAgain.open())).containsExactly(WORKSPACE);
    assertThat(engine.commit(() -> engine.lookAgain.advance(WORKSPACE))).isFalse();

    assertThat(run()).isEqualTo(1);
    assertThat(ordered()).hasSize(1);
    assertThat(engine.commit(() -> engine.lookAgain.open())).isEmpty();
  }

  @Test
  void they_are_asked_in_batches_and_who_was_put_off_since_is_not_asked_again() {
    var plan = new SequencePlan(true, true, null, null, List.of(step(0, "Hello", "Hello")));
    var sequence = sequence(plan);
    for (int i = 1; i <= 500; i++) {
      enroll(sequence, around.contact(i));
    }
    around.fullDomains.put("example.com", around.now.plus(Duration.ofDays(30)));
    run();
    passes(Duration.ofSeconds(1));
    engine.commit(() -> engine.lookAgain.atDomains(WORKSPACE));

    assertThat(engine.commit(() -> engine.lookAgain.advance(WORKSPACE))).isTrue();
    passes(Duration.ofSeconds(1));
    assertThat(run()).as("put off again").isEqualTo(500);

    assertThat(engine.commit(() -> engine.lookAgain.advance(WORKSPACE))).isFalse();
    assertThat(run()).isZero();
  }

  @Test
  void a_step_whose_domain_is_full_leaves_its_account_s_room_to_the_next_one() {
    var plan = new SequencePlan(true, true, null, null, List.of(step(0, "Hello", "Hello")));
    var sequence = sequence(plan);
    enroll(sequence, around.contact(1));
    around.fullDomains.put("example.com", around.now.plus(Duration.ofDays(30)));
    around.granted = 1;
    around.refusal = "minimum_gap";
    passes(Duration.ofSeconds(1));
    enroll(sequence, around.contact(2));

    assertThat(run()).as("worth another look at once").isEqualTo(500);
    around.fullDomains.clear();
    assertThat(run()).isEqualTo(1);
    assertThat(ordered()).hasSize(1);
  }

  @Test
  void an_unresolved_variable_holds_the_step_and_never_the_others() {
    var plan =
        new SequencePlan(true, true, null, null, List.of(step(0, "Hello {{first_name}}", "Hello")));
    var sequence = sequence(plan);
    var nameless = enroll(sequence, around.contact(1, Map.of()));
    var named = enroll(sequence, around.contact(2));

    assertThat(run()).isEqualTo(2);

    assertThat(onlyOrder().enrollmentId()).isEqualTo(named);
    assertThat(enrollment(nameless).standing().heldReason())
        .isEqualTo("unresolved_variable: first_name");
    assertThat(run()).isZero();
  }

  @Test
  void two_nodes_share_the_work_and_take_no_step_twice() throws Exception {
    var plan = new SequencePlan(true, true, null, null, List.of(step(0, "Hello", "Hello")));
    var sequence = sequence(plan);
    for (int i = 0; i < 200; i++) {
      enroll(sequence, around.contact(i));
    }
    var threads = Executors.newFixedThreadPool(4);
    try {
      var nodes = new ArrayList<Callable<List<UUID>>>();
      for (int i = 0; i < 4; i++) {
        nodes.add(
            () -> {
              try (var node = new Engine(database.open(), around)) {
                int quiet = 0;
                while (quiet < 3) {
                  quiet = node.commit(() -> node.runDueSteps.upTo(17)) == 0 ? quiet + 1 : 0;
                }
                return node.sendMessages.all().stream()
                    .flatMap(order -> order.messages().stream())
                    .map(SendMessage::messageId)
                    .toList();
              }
            });
      }
      var taken = new ArrayList<UUID>();
      for (var node : threads.invokeAll(nodes)) {
        taken.addAll(node.get());
      }
      assertThat(taken).hasSize(200).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_row_that_cannot_be_worked_on_is_set_aside_and_the_rest_of_its_batch_leaves() {
    var plan = new SequencePlan(true, true, null, null, List.of(step(0, "Hello", "Hello")));
    var sequence = sequence(plan);
    for (int i = 0; i < 20; i++) {
      enroll(sequence, around.contact(i));
    }
    var poison = enroll(sequence, around.contact(99));
    var accepted = new ArrayList<UUID>();
    engine.sendMessages.observedBy(
        order -> {
          if (order.messages().stream()
              .anyMatch(one -> Objects.requireNonNull(one.enrollmentId()).equals(poison))) {
            throw new IllegalArgumentException("The row does not go in");
          }
          order.messages().forEach(one -> accepted.add(one.enrollmentId()));
        });

    batches().run(500);

    assertThat(accepted).hasSize(20).doesNotHaveDuplicates();
    assertThat(enrollment(poison).standing().heldReason())
        .isEqualTo("error: IllegalArgumentException");
    assertThat(around.setAside).isEqualTo(1);
  }

  @Test
  void a_test_clock_goes_past_a_row_that_cannot_be_worked_on() {
    var plan = new SequencePlan(true, true, null, null, List.of(step(1, "Hello", "Hello")));
    var sequence = sequence(plan);
    var good = enroll(sequence, around.contact(1));
    var poison = enroll(sequence, around.contact(99));
    engine.commit(
        () ->
            engine
                .session
                .createNativeMutationQuery("update sequences.enrollment set test = true")
                .executeUpdate());
    engine.sendMessages.observedBy(
        order -> {
          if (order.messages().stream()
              .anyMatch(one -> Objects.requireNonNull(one.enrollmentId()).equals(poison))) {
            throw new IllegalArgumentException("The row does not go in");
          }
        });
    var target = around.now.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(90));
    var strides = strides();

    int taken = 0;
    while (strides.stride(WORKSPACE, target)) {
      assertThat(++taken).isLessThan(20);
    }

    assertThat(ordered()).extracting(SendMessage::enrollmentId).contains(good);
    assertThat(enrollment(poison).standing().heldReason())
        .isEqualTo("error: IllegalArgumentException");
    assertThat(enrollment(poison).dueAt()).isAfter(target);
  }

  private TestClockStrides strides() {
    var run = new RunTestClock();
    run.dueSteps = engine.dueSteps;
    run.runDueSteps = engine.runDueSteps;
    run.sandboxMail = new NoMail();
    run.capacity = around.capacity;
    Heard<PutTestClock> moved = new Heard<>();
    moved.observedBy(put -> around.now = put.to());
    run.putTestClock = moved;
    run.endTestClockMove = new Heard<>();
    run.clocks = around.clocks;
    var strides = new TestClockStrides();
    strides.runTestClock =
        new RunTestClock() {
          @Override
          public boolean stride(UUID workspaceId, Instant target) {
            return engine.commit(() -> run.stride(workspaceId, target));
          }
        };
    strides.batches = batches();
    return strides;
  }

  /** Nothing is ever on its way. */
  private static final class NoMail implements SandboxMail {
    @Override
    public int settleQueued(UUID workspaceId, Instant at) {
      return 0;
    }

    @Override
    public Optional<Instant> nextAttempt(UUID workspaceId, Instant after) {
      return Optional.empty();
    }

    @Override
    public UUID reply(UUID workspaceId, UUID toMessageId, String text, Instant at) {
      throw new UnsupportedOperationException();
    }
  }

  private DueBatches batches() {
    var batches = new DueBatches();
    batches.runDueSteps =
        new RunDueSteps() {
          @Override
          public int upTo(int batch) {
            return engine.commit(() -> engine.runDueSteps.upTo(batch));
          }

          @Override
          int these(List<cadenza.sequences.domain.Enrollments.Key> keys) {
            return engine.commit(() -> engine.runDueSteps.these(keys));
          }
        };
    batches.setAside =
        new SetAside() {
          @Override
          void hold(cadenza.sequences.domain.Enrollments.Key key, String reason) {
            engine.commit(() -> engine.setAside.hold(key, reason));
          }
        };
    return batches;
  }
}
