package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.SuppressionAdded;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Contacts go, become one, and are forgotten, while they are enrolled. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContactsComeAndGoIT extends JourneyStage {
  @Test
  void a_contact_that_goes_leaves_no_enrollment_open_and_nothing_queued() {
    var id = underWay();

    engine.commit(() -> engine.followContact.gone(WORKSPACE, around.contact(1)));

    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.REMOVED);
    assertThat(engine.withdrawn.all().get(0).enrollmentIds()).containsExactly(id);
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
        "buyer@example.com",
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
                        true, null, null, List.of(step(1, "To Zanzibar", "Dear Zanzibar"))),
                    "/emails",
                    around.contact(1),
                    null,
                    null,
                    source)));
    enroll(saved, around.contact(1));

    engine.commit(() -> engine.followContact.erased(WORKSPACE, List.of(around.contact(1))));

    for (var table :
        database.values("select tablename from pg_tables where schemaname = 'sequences'")) {
      assertThat(
              database.values(
                  "select 1 from sequences." + table + " t where t::text ilike '%zanzibar%'"))
          .as(table)
          .isEmpty();
    }
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

  private SuppressionAdded suppression(@org.jspecify.annotations.Nullable String channel) {
    UUID contact = around.contact(1);
    return new SuppressionAdded(
        Ids.next(), WORKSPACE, around.now, "buyer1@example.com", null, channel, "manual", contact);
  }
}
