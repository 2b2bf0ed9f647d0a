package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a mail is taken for, and whose thread and enrollment it belongs to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class InboundKindsIT extends MailboxStage {
  @Test
  void what_the_account_s_owner_wrote_elsewhere_is_nobody_s_reply() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Avery <buyer@example.com>", "Sales <sales@cadenza.test>"));

    await().until(() -> stage.others.size() == 1);
    assertThat(stage.replies).isEmpty();
  }

  @Test
  void everything_that_is_no_reply_is_stored_with_its_kind() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Subject:", "Auto-Submitted: auto-replied\nSubject:"));
    arrives("From: a@b.c\nList-Id: <all.b.c>\nSubject: News\nMessage-ID: <n@b.c>\n\nhello all");
    arrives("From: MAILER-DAEMON@b.c\nReturn-Path: <>\nSubject: failure notice\n\nno such user");
    arrives("From: stranger@b.c\nSubject: Hello\nMessage-ID: <s@b.c>\n\nhello");

    await().until(() -> stage.others.size() == 4);
    assertThat(stage.others)
        .extracting(stored -> stored.kind())
        .containsExactly("AUTO_REPLY", "LIST", "BOUNCE", "OTHER");
    assertThat(stage.others.get(0).enrollmentId()).isEqualTo(enrollment);
    assertThat(stage.replies).isEmpty();
  }

  @Test
  void an_answer_whose_headers_were_lost_is_matched_by_its_subject_when_one_fits() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: Buyer@Example.com\nSubject: AW: proposal\nMessage-ID: <l@b.c>\n\nyes");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(enrollment);
  }

  @Test
  void an_international_domain_is_the_same_in_the_mail_and_in_the_contact() {
    var contact = UUID.randomUUID();
    stage.contacts.put("anna@bücher.example", contact);
    var international = UUID.randomUUID();
    stage.sent("<step@cadenza.test>", "anna@bücher.example", "Books", international, Instant.now());
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: anna@xn--bcher-kva.example\nSubject: Re: Books\nMessage-ID: <l@b.c>\n\nyes");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(international);
    assertThat(stage.replies.get(0).contactId()).isEqualTo(contact);
    assertThat(stage.count("inbound_mail where other_sender")).isZero();
  }

  @Test
  void such_an_answer_is_a_reply_that_names_no_enrollment_when_two_fit() {
    var newest =
        stage.sent(
            "<other@cadenza.test>",
            "buyer@example.com",
            "Proposal",
            UUID.randomUUID(),
            Instant.now());
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: buyer@example.com\nSubject: Re: Proposal\nMessage-ID: <l@b.c>\n\nyes");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).threadId()).isEqualTo(newest);
    assertThat(stage.replies.get(0).enrollmentId()).isNull();
  }

  @Test
  void an_answer_that_names_our_message_as_the_provider_does_is_a_reply() {
    stage.execute(
        "insert into messaging.provider_message_id"
            + " select workspace_id, sender_account_id, message_id, '0102018f-3c-000000'"
            + " from messaging.message_content");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(
        reply(1)
            .replace("<step-1@cadenza.test>", "<0102018f-3c-000000@eu-west-1.amazonses.com>")
            .replace("Re: Proposal", "something else"));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(enrollment);
  }

  @Test
  void an_answer_by_way_of_a_mailing_list_is_a_reply_when_it_names_our_message() {
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1).replace("Subject:", "List-Id: <all.example.com>\nSubject:"));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).enrollmentId()).isEqualTo(enrollment);
  }

  @Test
  void a_second_mail_in_a_thread_that_a_person_began_is_a_reply() {
    watchedFromNowOn(Duration.ofSeconds(60));
    arrives("From: person@b.c\nSubject: Question\nMessage-ID: <q1@b.c>\n\nhello");
    await().until(() -> stage.others.size() == 1);

    arrives("From: person@b.c\nSubject: X\nMessage-ID: <q2@b.c>\nReferences: <q1@b.c>\n\nwell?");

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.replies.get(0).threadId()).isEqualTo(stage.others.get(0).threadId());
    assertThat(stage.replies.get(0).enrollmentId()).isNull();
  }

  @Test
  void an_answer_proves_that_a_message_of_unknown_outcome_left() {
    stage.execute("update messaging.message set status = 'UNKNOWN', accepted_at = null, fence = 1");
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives(reply(1));

    await().until(() -> stage.replies.size() == 1);
    assertThat(stage.value("select status from messaging.message where direction = 'OUTBOUND'"))
        .isEqualTo("SENT");
    assertThat(stage.sent).hasSize(1);
  }

  @Test
  void a_stranger_s_mail_opens_a_thread_with_the_contact_who_holds_the_address() {
    var contact = UUID.randomUUID();
    stage.contacts.put("person@b.c", contact);
    watchedFromNowOn(Duration.ofSeconds(60));

    arrives("From: Person@b.c\nSubject: Re: Question\nMessage-ID: <q@b.c>\n\nhello");

    await().until(() -> stage.others.size() == 1);
    assertThat(
            stage.value(
                "select contact_id || ' ' || subject from messaging.thread where id = '"
                    + stage.others.get(0).threadId()
                    + "'"))
        .isEqualTo(contact + " Question");
  }
}
