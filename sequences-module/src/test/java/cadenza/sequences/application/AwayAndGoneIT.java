package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.MessageBounced;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whoever is away is waited for; where mail does not arrive any more, nothing goes on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AwayAndGoneIT extends JourneyStage {
  @Test
  void the_next_step_waits_until_the_person_is_back_and_its_delay_is_not_eaten() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    var due = Objects.requireNonNull(enrollment(id).dueAt());
    var rest = Duration.between(around.now, due);
    var returnsOn = LocalDate.ofInstant(around.now, ZoneOffset.UTC).plusDays(20);

    away(id, returnsOn);

    var held = enrollment(id);
    assertThat(held.status()).isEqualTo(EnrollmentStatus.ACTIVE);
    assertThat(held.standing().heldReason()).isEqualTo(Enrollment.AWAY);
    assertThat(held.dueAt())
        .isAfterOrEqualTo(
            returnsOn
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(rest)
                .minus(Duration.ofHours(14)));
  }

  @Test
  void a_second_notice_of_the_same_absence_changes_nothing() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    var returnsOn = LocalDate.ofInstant(around.now, ZoneOffset.UTC).plusDays(20);
    away(id, returnsOn);
    var due = enrollment(id).dueAt();

    away(id, returnsOn);

    assertThat(enrollment(id).dueAt()).isEqualTo(due);
  }

  @Test
  void an_absence_holds_what_else_writes_to_the_person_and_what_rests() {
    var contact = around.contact(1);
    var answered = enroll(sequence(TWO_TOUCHES), contact);
    var other = enroll(sequence(TWO_TOUCHES), contact);
    var resting = enroll(sequence(TWO_TOUCHES), contact);
    engine.commit(() -> engine.pause.pause(WORKSPACE, resting));
    var returnsOn = LocalDate.ofInstant(around.now, ZoneOffset.UTC).plusDays(20);
    var back = returnsOn.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var address =
        Objects.requireNonNull(Objects.requireNonNull(around.recipients.get(contact)).address());

    away(answered, contact, address, returnsOn);

    for (var id : List.of(answered, other, resting)) {
      assertThat(enrollment(id).dueAt()).isAfterOrEqualTo(back.minus(Duration.ofHours(14)));
    }
    assertThat(enrollment(resting).status()).isEqualTo(EnrollmentStatus.PAUSED);
    engine.commit(() -> engine.resume.resume(WORKSPACE, resting));
    assertThat(enrollment(resting).dueAt()).isAfterOrEqualTo(back.minus(Duration.ofHours(14)));
  }

  @Test
  void a_colleague_s_absence_holds_only_what_he_answered() {
    var contact = around.contact(1);
    var answered = enroll(sequence(TWO_TOUCHES), contact);
    var other = enroll(sequence(TWO_TOUCHES), contact);
    var due = enrollment(other).dueAt();

    away(
        answered,
        contact,
        "colleague@example.com",
        LocalDate.ofInstant(around.now, ZoneOffset.UTC).plusDays(20));

    assertThat(enrollment(other).dueAt()).isEqualTo(due);
  }

  @Test
  void an_absence_without_an_end_holds_nothing() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    var before = enrollment(id);

    away(id, null);

    assertThat(enrollment(id)).isEqualTo(before);
  }

  @Test
  void whoever_is_gone_ends_as_bounced_in_all_his_sequences() {
    var contact = around.contact(1);
    var first = enroll(sequence(TWO_TOUCHES), contact);
    var second = enroll(sequence(TWO_TOUCHES), contact);
    var other = enroll(sequence(TWO_TOUCHES), around.contact(2));

    bounced(first, contact, BounceClass.HARD, true);

    assertThat(enrollment(first).standing().finishReason()).isEqualTo(FinishReason.BOUNCED);
    assertThat(enrollment(second).standing().finishReason()).isEqualTo(FinishReason.BOUNCED);
    assertThat(enrollment(other).isOver()).isFalse();
  }

  @Test
  void a_late_report_about_an_address_that_he_has_no_more_ends_nothing() {
    var contact = around.contact(1);
    var id = enroll(sequence(TWO_TOUCHES), contact);

    bouncedAt("before@example.com", id, contact, BounceClass.HARD, true);

    assertThat(enrollment(id).isOver()).isFalse();
  }

  @Test
  void a_bounce_that_may_pass_ends_nothing() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));

    bounced(id, around.contact(1), BounceClass.SOFT, false);

    assertThat(enrollment(id).isOver()).isFalse();
  }

  private void away(UUID enrollment, @Nullable LocalDate returnsOn) {
    away(enrollment, null, "buyer@example.com", returnsOn);
  }

  private void away(
      UUID enrollment, @Nullable UUID contact, String from, @Nullable LocalDate returnsOn) {
    engine.commit(
        () ->
            engine.holdWhileAway.hold(
                new AutoReplyReceived(
                    UUID.randomUUID(),
                    WORKSPACE,
                    around.now,
                    UUID.randomUUID(),
                    ACCOUNT,
                    UUID.randomUUID(),
                    contact,
                    enrollment,
                    from,
                    returnsOn)));
  }

  private void bounced(UUID enrollment, UUID contact, BounceClass bounceClass, boolean suppressed) {
    var recipient = Objects.requireNonNull(around.recipients.get(contact));
    bouncedAt(
        Objects.requireNonNull(recipient.address()), enrollment, contact, bounceClass, suppressed);
  }

  private void bouncedAt(
      String address, UUID enrollment, UUID contact, BounceClass bounceClass, boolean suppressed) {
    engine.commit(
        () ->
            engine.stopOnBounce.stop(
                new MessageBounced(
                    UUID.randomUUID(),
                    WORKSPACE,
                    around.now,
                    UUID.randomUUID(),
                    ACCOUNT,
                    contact,
                    enrollment,
                    address,
                    bounceClass,
                    "userunknown",
                    "5.1.1",
                    "550",
                    "550 5.1.1 No such user",
                    suppressed)));
  }
}
