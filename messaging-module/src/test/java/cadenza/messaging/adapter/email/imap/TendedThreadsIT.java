package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.messaging.api.Conversations.ThreadFilter;
import cadenza.messaging.api.ThreadAssigned;
import cadenza.messaging.api.ThreadCategorized;
import cadenza.messaging.api.ThreadClosed;
import cadenza.messaging.api.ThreadReopened;
import cadenza.messaging.application.TendThread;
import cadenza.messaging.application.TendThread.Tending;
import cadenza.messaging.domain.ConversationBook;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do with conversations, and what a new mail makes of that. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class TendedThreadsIT extends MailboxStage {
  private static final UUID ROBIN = new UUID(1, 1);
  private static final Tending FRESH = new Tending(false, null, null, null, false);

  private static final ThreadFilter NOBODY_S =
      new ThreadFilter(null, null, null, null, true, null, false);

  private static UUID thread() {
    return UUID.fromString(stage.value("select id from messaging.thread"));
  }

  private static void tend(Tending wanted) {
    tend(null, wanted);
  }

  private static void tend(@Nullable Long version, Tending wanted) {
    stage.tending(
        one -> {
          one.change(stage.workspace, thread(), null, version, now -> wanted);
          return true;
        });
  }

  private static List<UUID> found(ThreadFilter filter) {
    return stage.inTransaction(
        session ->
            book(session).threads(stage.workspace, filter, Instant.now(), null, 10).stream()
                .map(card -> card.id())
                .toList());
  }

  private static ConversationBook book(org.hibernate.StatelessSession session) {
    return InboundStage.conversations(session);
  }

  private static ThreadFilter status(String status) {
    return new ThreadFilter(null, null, status, null, false, null, false);
  }

  @Test
  void it_is_somebody_s_to_care_for_until_he_leaves() {
    tend(new Tending(false, ROBIN, null, null, false));
    assertThat(found(new ThreadFilter(null, null, null, ROBIN, false, null, false))).hasSize(1);
    assertThat(found(NOBODY_S)).isEmpty();

    stage.tending(
        one -> {
          one.left(stage.workspace, ROBIN);
          return true;
        });

    assertThat(found(new ThreadFilter(null, null, null, ROBIN, false, null, false))).isEmpty();
    assertThat(found(NOBODY_S)).hasSize(1);
    assertThat(stage.facts(ThreadAssigned.class))
        .extracting(ThreadAssigned::assigneeId, ThreadAssigned::previousAssigneeId)
        .containsExactly(tuple(ROBIN, null), tuple(null, ROBIN));
  }

  @Test
  void nobody_from_elsewhere_cares_for_it() {
    assertThatThrownBy(() -> tend(new Tending(false, new UUID(0, 1), null, null, false)))
        .isInstanceOf(InvalidField.class);
    assertThatThrownBy(
            () ->
                stage.tending(
                    one -> {
                      one.change(stage.workspace, thread(), UUID.randomUUID(), null, now -> FRESH);
                      return true;
                    }))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void a_mail_of_a_person_opens_what_was_closed_and_makes_it_unread() {
    tend(new Tending(true, null, null, null, false));
    assertThat(found(status("CLOSED"))).hasSize(1);
    assertThat(found(status("OPEN"))).isEmpty();
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1));

    await().until(() -> stage.replies.size() == 1);
    assertThat(found(status("OPEN"))).hasSize(1);
    assertThat(found(new ThreadFilter(null, null, null, null, false, null, true))).hasSize(1);
    assertThat(stage.facts(ThreadClosed.class)).hasSize(1);
    assertThat(stage.facts(ThreadReopened.class))
        .extracting(ThreadReopened::byMessage)
        .containsExactly(true);
  }

  @Test
  void a_person_s_answer_by_way_of_a_mailing_list_opens_it_too() {
    tend(new Tending(true, null, null, null, false));
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Subject:", "List-Id: <all.example.com>\nSubject:"));

    await().until(() -> stage.replies.size() == 1);
    assertThat(found(status("OPEN"))).hasSize(1);
    assertThat(stage.facts(ThreadReopened.class)).hasSize(1);
  }

  @Test
  void a_machine_s_mail_leaves_it_closed() {
    tend(new Tending(true, null, null, null, false));
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Subject:", "Auto-Submitted: auto-replied\nSubject:"));

    await().until(() -> stage.others.size() == 1);
    assertThat(found(status("CLOSED"))).hasSize(1);
    assertThat(found(new ThreadFilter(null, null, null, null, false, null, true))).isEmpty();
  }

  @Test
  void it_sleeps_until_its_time_or_until_a_person_writes() {
    var until = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    tend(new Tending(false, null, until, null, false));
    assertThat(found(status("SNOOZED"))).hasSize(1);
    assertThat(found(status("OPEN"))).isEmpty();

    stage.execute("update messaging.thread set snoozed_until = now() - interval '1 second'");
    assertThat(found(status("OPEN"))).hasSize(1);

    tend(new Tending(false, null, until, null, false));
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(reply(1));
    await().until(() -> stage.replies.size() == 1);
    assertThat(found(status("OPEN"))).hasSize(1);
    assertThat(stage.facts(ThreadReopened.class)).isEmpty();
  }

  @Test
  void it_sleeps_neither_in_the_past_nor_for_ever() {
    for (var until : List.of(Instant.now().minusSeconds(60), Instant.MAX.minusSeconds(1))) {
      assertThatThrownBy(() -> tend(new Tending(false, null, until, null, false)))
          .isInstanceOf(InvalidField.class);
    }
  }

  @Test
  void its_category_is_told_with_the_reply_that_it_is_about() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives(reply(1));
    await().until(() -> stage.replies.size() == 1);

    tend(new Tending(false, null, null, "meeting_request", false));
    tend(new Tending(false, null, null, "meeting_request", false));
    tend(FRESH);

    assertThat(stage.facts(ThreadCategorized.class))
        .extracting(
            ThreadCategorized::category,
            ThreadCategorized::previousCategory,
            ThreadCategorized::messageId,
            ThreadCategorized::enrollmentId)
        .containsExactly(
            tuple("meeting_request", null, stage.replies.get(0).messageId(), enrollment),
            tuple(null, "meeting_request", stage.replies.get(0).messageId(), enrollment));
  }

  @Test
  void it_is_called_what_its_workspace_calls_it_and_nothing_else() {
    stage.execute(
        "insert into messaging.own_category (workspace_id, key, title, created_at, updated_at,"
            + " version) values ('"
            + stage.workspace
            + "', 'pricing', 'Pricing', now(), now(), 0), ('"
            + UUID.randomUUID()
            + "', 'elsewhere', 'Elsewhere', now(), now(), 0)");

    tend(new Tending(false, null, null, "pricing", false));

    assertThat(found(new ThreadFilter(null, null, null, null, false, "pricing", false))).hasSize(1);
    assertThat(stage.facts(ThreadCategorized.class))
        .extracting(ThreadCategorized::category)
        .containsExactly("pricing");
    for (var unknown : List.of("elsewhere", "PRICING", "")) {
      assertThatThrownBy(() -> tend(new Tending(false, null, null, unknown, false)))
          .as(unknown)
          .isInstanceOfSatisfying(
              InvalidField.class, refused -> assertThat(refused.pointer()).isEqualTo("/category"));
    }
  }

  @Test
  void who_has_read_an_older_state_changes_nothing() {
    tend(0L, new Tending(true, null, null, null, false));

    assertThatThrownBy(() -> tend(0L, FRESH)).isInstanceOf(TendThread.ThreadChangedMeanwhile.class);
    assertThat(found(status("CLOSED"))).hasSize(1);
  }
}
