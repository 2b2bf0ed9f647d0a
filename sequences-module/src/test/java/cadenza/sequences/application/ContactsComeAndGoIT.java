package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.LabelApplied;
import cadenza.contacts.api.LabelRemoved;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.api.WorkflowPlan;
import cadenza.sequences.api.WorkflowPlan.Trigger;
import cadenza.sequences.domain.EnrollmentStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Contacts go, become one, and are forgotten, while they are enrolled. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContactsComeAndGoIT extends JourneyStage {
  @Test
  void a_contact_that_goes_leaves_no_enrollment_open_and_nothing_queued() {
    var id = underWay();

    engine.commit(() -> engine.followContact.gone(WORKSPACE, List.of(around.contact(1))));

    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.REMOVED);
    assertThat(engine.withdrawn.all().get(0).enrollmentIds()).containsExactly(id);
  }

  @Test
  void many_contacts_that_go_are_stopped_together() {
    var sequence = sequence(TWO_TOUCHES);
    var other = enroll(sequence, around.contact(4));
    var gone = List.of(enroll(sequence, around.contact(1)), enroll(sequence, around.contact(2)));

    engine.commit(
        () ->
            engine.followContact.gone(
                WORKSPACE, List.of(around.contact(3), around.contact(2), around.contact(1))));

    assertThat(gone)
        .allSatisfy(
            id ->
                assertThat(enrollment(id).standing().finishReason())
                    .isEqualTo(FinishReason.REMOVED));
    assertThat(enrollment(other).status()).isEqualTo(EnrollmentStatus.ACTIVE);
    assertThat(engine.withdrawn.all()).hasSize(1);
  }

  @Test
  void whoever_is_on_a_sequence_or_was_is_needed() {
    enroll(sequence(TWO_TOUCHES), around.contact(1));
    enroll(sequence(TWO_TOUCHES), around.contact(1));
    enroll(sequence(TWO_TOUCHES), around.contact(2));
    engine.commit(() -> engine.followContact.gone(WORKSPACE, List.of(around.contact(2))));
    var asked = List.of(around.contact(1), around.contact(2), around.contact(3));

    assertThat(engine.commit(() -> engine.followContact.enrolled(WORKSPACE, asked)))
        .containsExactlyInAnyOrder(around.contact(1), around.contact(2));
    assertThat(engine.commit(() -> engine.followContact.enrolled(new UUID(9, 9), asked))).isEmpty();
  }

  @Test
  void what_waits_for_a_label_does_not_run_when_the_label_is_taken_off() {
    var label = new UUID(3, 1);
    var rule = rule(Trigger.LABEL_APPLIED, label, sequence(TWO_TOUCHES));
    engine.commit(
        () ->
            engine.noteTriggers.labels(
                List.of(labelled(label, around.contact(1)), labelled(label, around.contact(2)))));

    engine.commit(
        () ->
            engine.noteTriggers.labelsRemoved(
                List.of(
                    new LabelRemoved(
                        Ids.next(), WORKSPACE, around.now, around.contact(1), label, "lead"))));
    engine.commit(() -> engine.runWorkflow.run(WORKSPACE, rule));

    assertThat(database.values("select contact_id from sequences.enrollment"))
        .containsExactly(around.contact(2).toString());
    assertThat(database.value("select count(*) from sequences.workflow_run")).isEqualTo("1");
  }

  private LabelApplied labelled(UUID label, UUID contact) {
    return new LabelApplied(Ids.next(), WORKSPACE, around.now, contact, label, "lead");
  }

  private UUID rule(Trigger trigger, @Nullable UUID label, UUID sequence) {
    var plan =
        new WorkflowPlan(
            "Rule", trigger, label, null, null, sequence, null, null, Collision.ALLOW, true);
    return engine.commit(() -> engine.keepWorkflow.make(WORKSPACE, plan)).id();
  }

  @Test
  void a_merge_takes_the_enrollments_along_and_nobody_gets_a_series_twice() {
    var both = sequence(TWO_TOUCHES);
    var one = sequence(TWO_TOUCHES);
    var kept = enroll(both, around.contact(1));
    var collides = enroll(both, around.contact(2));
    var follows = enroll(one, around.contact(2));

    engine.commit(
        () -> engine.followContact.merged(WORKSPACE, around.contact(2), around.contact(1)));

    assertThat(enrollment(kept).status()).isEqualTo(EnrollmentStatus.ACTIVE);
    assertThat(enrollment(collides).standing().finishReason()).isEqualTo(FinishReason.REMOVED);
    assertThat(enrollment(follows).status()).isEqualTo(EnrollmentStatus.ACTIVE);
    for (var id : List.of(kept, collides, follows)) {
      assertThat(enrollment(id).contactId()).isEqualTo(around.contact(1));
    }
    assertThat(enroll(engine, one, around.contact(1)).created()).isFalse();
  }

  @Test
  void an_answer_to_the_way_that_a_merge_ended_stops_the_one_that_goes_on() {
    var both = sequence(TWO_TOUCHES);
    var kept = enroll(both, around.contact(1));
    var collides = enroll(both, around.contact(2));
    engine.commit(
        () -> engine.followContact.merged(WORKSPACE, around.contact(2), around.contact(1)));

    engine.commit(() -> engine.stopOnReply.stop(reply(collides, around.contact(2))));

    assertThat(enrollment(kept).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
  }

  @Test
  void what_one_of_two_contacts_answered_is_over_for_both_when_they_become_one() {
    var both = sequence(TWO_TOUCHES);
    var kept = enroll(both, around.contact(1));
    var answered = enroll(both, around.contact(2));
    engine.commit(() -> engine.stopOnReply.stop(reply(answered, around.contact(2))));

    engine.commit(
        () -> engine.followContact.merged(WORKSPACE, around.contact(2), around.contact(1)));

    assertThat(enrollment(kept).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
  }

  @Test
  void an_answer_from_before_the_other_one_was_enrolled_ends_nothing_in_a_merge() {
    var both = sequence(TWO_TOUCHES);
    var answered = enroll(both, around.contact(2));
    engine.commit(() -> engine.stopOnReply.stop(reply(answered, around.contact(2))));
    around.now = around.now.plus(Duration.ofDays(30));
    var later = enroll(both, around.contact(1));

    engine.commit(
        () -> engine.followContact.merged(WORKSPACE, around.contact(2), around.contact(1)));

    assertThat(enrollment(later).status()).isEqualTo(EnrollmentStatus.ACTIVE);
  }

  private ReplyReceived reply(UUID enrollment, UUID contact) {
    return reply(enrollment, contact, "buyer@example.com");
  }

  private ReplyReceived reply(@Nullable UUID enrollment, @Nullable UUID contact, String from) {
    return new ReplyReceived(
        Ids.next(),
        WORKSPACE,
        around.now,
        Ids.next(),
        Channel.EMAIL,
        ACCOUNT,
        Ids.next(),
        contact,
        enrollment,
        from,
        "Re: Hello");
  }

  @Test
  void what_was_written_for_an_erased_contact_alone_says_nothing_any_more() {
    var source = new EnrollmentSource("email", null, null, "Zanzibar", "avery@zanzibar.example");
    var saved = sequence(TWO_TOUCHES);
    engine.commit(
        () ->
            engine.enroll.enroll(
                new NewEnrollment(
                    WORKSPACE,
                    null,
                    ACCOUNT,
                    null,
                    new cadenza.sequences.api.SequencePlan(
                        true, true, null, null, List.of(step(1, "To Zanzibar", "Dear Zanzibar"))),
                    "/emails",
                    around.contact(1),
                    null,
                    null,
                    source)));
    enroll(saved, around.contact(1));
    var rule = rule(Trigger.EMAIL_RECEIVED, null, saved);
    engine.commit(() -> engine.noteTriggers.mail(reply(null, null, "Avery@Zanzibar.example")));
    engine.commit(() -> engine.noteTriggers.mail(reply(null, null, "blake@example.com")));
    engine.commit(() -> engine.runWorkflow.run(WORKSPACE, rule));

    engine.commit(
        () ->
            engine.followContact.erased(
                WORKSPACE, List.of(around.contact(1)), List.of("avery@zanzibar.example")));

    for (var table :
        database.values("select tablename from pg_tables where schemaname = 'sequences'")) {
      assertThat(
              database.values(
                  "select 1 from sequences." + table + " t where t::text ilike '%zanzibar%'"))
          .as(table)
          .isEmpty();
    }
    assertThat(database.values("select person from sequences.workflow_run"))
        .containsExactly("blake@example.com");
    assertThat(database.values("select name from sequences.sequence where id = '" + saved + "'"))
        .containsExactly("Follow-up");
  }

  @Test
  void a_suppression_of_another_channel_stops_no_mail() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));

    engine.commit(() -> engine.stopOnSuppression.stop(suppression("LINKEDIN")));
    assertThat(enrollment(id).status()).isEqualTo(EnrollmentStatus.ACTIVE);

    engine.commit(() -> engine.stopOnSuppression.stop(suppression(null)));
    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.OPTED_OUT);
  }

  private SuppressionAdded suppression(@Nullable String channel) {
    UUID contact = around.contact(1);
    return new SuppressionAdded(
        Ids.next(), WORKSPACE, around.now, "buyer1@example.com", null, channel, "manual", contact);
  }
}
