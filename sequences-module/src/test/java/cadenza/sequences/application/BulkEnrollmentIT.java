package cadenza.sequences.application;

import static cadenza.sequences.api.EnrollOutcome.ALREADY_IN;
import static cadenza.sequences.api.EnrollOutcome.CONFLICT;
import static cadenza.sequences.api.EnrollOutcome.ENROLLED;
import static cadenza.sequences.api.EnrollOutcome.INVALID;
import static cadenza.sequences.api.EnrollOutcome.LIMIT;
import static cadenza.sequences.api.EnrollOutcome.NOT_FOUND;
import static cadenza.sequences.api.EnrollOutcome.SUPPRESSED;
import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import cadenza.sequences.api.BulkEnrollment;
import cadenza.sequences.api.BulkEnrollment.Result;
import cadenza.sequences.api.BulkEnrollment.Wanted;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.EnrollOutcome;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.testing.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Many contacts in one request; what hinders one of them hinders no other. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BulkEnrollmentIT extends JourneyStage {
  static final UUID OTHER_ACCOUNT = new UUID(1, 3);

  @Test
  void every_item_has_an_outcome_in_the_order_of_the_request() {
    var sequence = sequence(TWO_TOUCHES);
    var fresh = around.contact(1);
    var inside = around.contact(2);
    var before = enroll(sequence, inside);
    var optedOut = around.contact(3);
    around.suppress(optedOut);
    around.suppressed.add("never@example.com");

    var results =
        bulk(
            sequence,
            Collision.SKIP,
            contact(fresh),
            contact(inside),
            contact(optedOut),
            contact(UUID.randomUUID()),
            address("new@example.com"),
            address("NEVER@example.com"),
            address("nobody"),
            new Wanted(null, null, null, "malformed_id"),
            contact(fresh),
            address("NEW@example.com"));

    assertThat(results)
        .extracting(Result::outcome)
        .containsExactly(
            ENROLLED,
            ALREADY_IN,
            SUPPRESSED,
            NOT_FOUND,
            ENROLLED,
            SUPPRESSED,
            INVALID,
            INVALID,
            ALREADY_IN,
            ALREADY_IN);
    assertThat(results.get(1).enrollmentId()).isEqualTo(before);
    assertThat(results.get(6).reason()).isEqualTo("invalid_address");
    assertThat(results.get(7).reason()).isEqualTo("malformed_id");
    assertThat(results.get(8).enrollmentId()).isEqualTo(results.get(0).enrollmentId());
    assertThat(engine.manyStarted.all().get(0).enrollments()).hasSize(2);
    assertThat(engine.manyEnsured.all().get(0).contacts()).hasSize(1);
    assertThat(enrollment(idOf(results.get(4))).status()).isEqualTo(EnrollmentStatus.ACTIVE);
  }

  @Test
  void an_address_that_nobody_may_write_to_enrolls_nobody_though_its_holder_has_another() {
    var sequence = sequence(TWO_TOUCHES);
    var holder = around.contact(1);
    around.suppressed.add("buyer1@example.com");

    var results = bulk(sequence, Collision.SKIP, address("Buyer1@example.com"));

    assertThat(results)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.outcome()).isEqualTo(SUPPRESSED);
              assertThat(one.contactId()).isEqualTo(holder);
            });
  }

  @Test
  void an_enrollment_of_many_goes_the_same_way_as_a_single_one() {
    var sequence = sequence(AT_ONCE_BY_DAY);
    var single = enrollment(enroll(sequence, around.contact(1)));

    var many = enrollment(idOf(bulk(sequence, Collision.SKIP, contact(around.contact(2))).get(0)));

    assertThat(many.standing()).isEqualTo(single.standing());
    assertThat(many.versionId()).isEqualTo(single.versionId());
    assertThat(many.senderAccountId()).isEqualTo(ACCOUNT);
    passes(Duration.ofDays(1));
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void a_repeat_changes_nothing_whatever_the_policy() {
    var sequence = sequence(TWO_TOUCHES);
    var people = contacts(50);
    var first = bulk(sequence, Collision.SKIP, people);

    for (var collision : Collision.values()) {
      var again = bulk(sequence, collision, people);

      assertThat(again).extracting(Result::outcome).containsOnly(ALREADY_IN);
      assertThat(again)
          .extracting(Result::enrollmentId)
          .isEqualTo(first.stream().map(Result::enrollmentId).toList());
    }
  }

  @Test
  void skip_leaves_alone_who_is_on_another_sequence() {
    var contact = around.contact(1);
    var other = enroll(sequence(TWO_TOUCHES), contact);

    var results = bulk(sequence(TWO_TOUCHES), Collision.SKIP, contact(contact));

    assertThat(results).extracting(Result::outcome).containsExactly(CONFLICT);
    assertThat(enrollment(other).isOver()).isFalse();
  }

  @Test
  void replace_ends_what_runs_elsewhere_and_withdraws_its_mail() {
    var other = underWay();
    var contact = enrollment(other).contactId();

    var results = bulk(sequence(TWO_TOUCHES), Collision.REPLACE, contact(contact));

    assertThat(results).extracting(Result::outcome).containsExactly(ENROLLED);
    assertThat(enrollment(other).standing().finishReason()).isEqualTo(FinishReason.REMOVED);
    assertThat(engine.withdrawn.all().get(0).enrollmentIds()).containsExactly(other);
    assertThat(engine.finished.all()).hasSize(1);
  }

  @Test
  void replace_asks_once_what_became_of_all_their_messages() {
    var sequence = sequence(TWO_TOUCHES);
    var contacts = IntStream.rangeClosed(1, 5).mapToObj(around::contact).toList();
    contacts.forEach(one -> enroll(sequence, one));
    passes(Duration.ofDays(2));
    run();
    var sent = ordered().get(0);
    around.message(sent.messageId(), UUID.randomUUID(), "SENDING");
    around.questions.set(0);

    var results =
        bulk(
            sequence(TWO_TOUCHES),
            Collision.REPLACE,
            contacts.stream().map(BulkEnrollmentIT::contact).toArray(Wanted[]::new));

    assertThat(results).extracting(Result::outcome).containsOnly(ENROLLED);
    assertThat(around.questions).hasValue(1);
    assertThat(enrollment(Objects.requireNonNull(sent.enrollmentId())).messageId())
        .isEqualTo(sent.messageId());
    assertThat(
            database.value(
                "select count(*) from sequences.enrollment where status = 'FINISHED'"
                    + " and message_id is null"))
        .isEqualTo("4");
  }

  @Test
  void replace_does_not_reach_beyond_the_inbox_of_a_bound_token() {
    var contact = around.contact(1);
    var mine = sequence(TWO_TOUCHES);
    var other =
        engine.commit(
            () ->
                engine.define.define(
                    WORKSPACE, null, "Theirs", OTHER_ACCOUNT, TWO_TOUCHES, "/emails"));
    var standing =
        bulk(terms(other, Collision.ALLOW, null, false), List.of(contact(contact))).get(0);

    var results = bulk(terms(mine, Collision.REPLACE, ACCOUNT, false), List.of(contact(contact)));

    assertThat(results).extracting(Result::outcome).containsExactly(CONFLICT);
    assertThat(enrollment(idOf(standing)).isOver()).isFalse();
    assertThatThrownBy(
            () -> bulk(terms(other, Collision.SKIP, ACCOUNT, false), List.of(contact(contact))))
        .isInstanceOf(InvalidField.class);
  }

  @Test
  void allow_puts_a_contact_on_both_up_to_the_limit() {
    var contact = around.contact(1);
    for (int i = 0; i < 3; i++) {
      assertThat(bulk(sequence(TWO_TOUCHES), Collision.ALLOW, contact(contact)))
          .extracting(Result::outcome)
          .containsExactly(ENROLLED);
    }

    assertThat(bulk(sequence(TWO_TOUCHES), Collision.ALLOW, contact(contact)))
        .extracting(Result::outcome)
        .containsExactly(LIMIT);
    var one = sequence(TWO_TOUCHES);
    assertThatThrownBy(() -> enroll(one, contact)).isInstanceOf(TooManySequences.class);
  }

  @Test
  void a_dry_run_tells_the_same_and_writes_nothing() {
    var sequence = sequence(TWO_TOUCHES);
    var inside = around.contact(1);
    enroll(sequence, inside);
    var wanted =
        List.of(
            contact(inside),
            contact(around.contact(2)),
            address("new@example.com"),
            address("new@example.com"));

    var dry = bulk(terms(sequence, Collision.SKIP, null, true), wanted);

    assertThat(dry)
        .extracting(Result::outcome)
        .containsExactly(ALREADY_IN, ENROLLED, ENROLLED, ALREADY_IN);
    assertThat(engine.manyEnsured.all()).isEmpty();
    assertThat(engine.manyStarted.all()).isEmpty();
    assertThat(database.value("select count(*) from sequences.enrollment")).isEqualTo("1");
    assertThat(bulk(terms(sequence, Collision.SKIP, null, false), wanted))
        .extracting(Result::outcome)
        .isEqualTo(dry.stream().map(Result::outcome).toList());
  }

  @Test
  void requests_at_the_same_time_enroll_each_contact_once() {
    var sequence = sequence(TWO_TOUCHES);
    var people = contacts(300);

    var outcomes =
        AtOnce.times(
            6,
            i -> {
              try (var another = new Engine(database.open(), around)) {
                var turned = new ArrayList<>(people);
                Collections.rotate(turned, i * 37);
                return another.commit(
                    () ->
                        another.enrollMany.enroll(
                            new BulkEnrollment(
                                terms(sequence, Collision.SKIP, null, false), turned)));
              }
            });

    assertThat(outcomes.stream().flatMap(List::stream).collect(counts()))
        .isEqualTo(Map.of(ENROLLED, 300L, ALREADY_IN, 1500L));
    assertThat(database.value("select count(*) from sequences.enrollment")).isEqualTo("300");
  }

  @Test
  void two_sequences_at_the_same_time_do_not_both_take_a_contact() {
    var sequences = List.of(sequence(TWO_TOUCHES), sequence(TWO_TOUCHES));
    var people = contacts(300);

    var outcomes =
        AtOnce.times(
            2,
            i -> {
              try (var another = new Engine(database.open(), around)) {
                return another.commit(
                    () ->
                        another.enrollMany.enroll(
                            new BulkEnrollment(
                                terms(sequences.get(i), Collision.SKIP, null, false), people)));
              }
            });

    assertThat(outcomes.stream().flatMap(List::stream).collect(counts()))
        .isEqualTo(Map.of(ENROLLED, 300L, CONFLICT, 300L));
  }

  @Test
  void the_enrollments_of_a_paused_sequence_rest_from_the_start() {
    var sequence = sequence(TWO_TOUCHES);
    engine.commit(() -> engine.switchSequence.pause(WORKSPACE, sequence));

    var result = bulk(sequence, Collision.SKIP, contact(around.contact(1))).get(0);

    assertThat(enrollment(idOf(result)).status()).isEqualTo(EnrollmentStatus.PAUSED);
  }

  private static Collector<Result, ?, Map<EnrollOutcome, Long>> counts() {
    return Collectors.groupingBy(Result::outcome, Collectors.counting());
  }

  private List<Wanted> contacts(int number) {
    var wanted = new ArrayList<Wanted>();
    for (int i = 1; i <= number; i++) {
      wanted.add(contact(around.contact(i)));
    }
    return wanted;
  }

  private static Wanted contact(UUID id) {
    return new Wanted(id, null, null, null);
  }

  private static Wanted address(String address) {
    return new Wanted(null, address, null, null);
  }

  private static UUID idOf(Result result) {
    var id = result.enrollmentId();
    if (id == null) {
      throw new AssertionError("Not enrolled: " + result);
    }
    return id;
  }

  private List<Result> bulk(UUID sequence, Collision collision, Wanted... wanted) {
    return bulk(sequence, collision, List.of(wanted));
  }

  private List<Result> bulk(UUID sequence, Collision collision, List<Wanted> wanted) {
    return bulk(terms(sequence, collision, null, false), wanted);
  }

  private List<Result> bulk(EnrollTerms terms, List<Wanted> wanted) {
    return engine.commit(() -> engine.enrollMany.enroll(new BulkEnrollment(terms, wanted)));
  }

  private static EnrollTerms terms(
      UUID sequence, Collision collision, @Nullable UUID boundInbox, boolean dryRun) {
    return new EnrollTerms(WORKSPACE, boundInbox, sequence, null, null, collision, dryRun);
  }
}
