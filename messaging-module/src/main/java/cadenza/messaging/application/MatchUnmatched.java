package cadenza.messaging.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.UnmatchedCard;
import cadenza.messaging.domain.ThreadMatch;
import cadenza.messaging.domain.UnmatchedMail;
import cadenza.messaging.domain.UnmatchedMails;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Shows the mail of which nobody knows what it answers, and takes the word of somebody who does:
 * what would have followed at its arrival follows now.
 */
@UseCase
public class MatchUnmatched {
  @Inject UnmatchedMails unmatched;
  @Inject ContactDirectory contacts;
  @Inject ConcludeMatch concludeMatch;
  @Inject Clocks clocks;

  /** What a mail belongs to; one of them is there. */
  public record Target(
      @Nullable UUID contactId, @Nullable UUID enrollmentId, @Nullable UUID threadId) {
    String words() {
      return contactId != null
          ? "contact " + contactId
          : enrollmentId != null ? "enrollment " + enrollmentId : "thread " + threadId;
    }

    int count() {
      return (contactId == null ? 0 : 1)
          + (enrollmentId == null ? 0 : 1)
          + (threadId == null ? 0 : 1);
    }
  }

  /** Somebody has matched it with something else, or dismissed it. */
  public static class AlreadySettled extends RuleViolation {
    private static final long serialVersionUID = 1L;

    AlreadySettled(String how) {
      super(Kind.CONFLICT, "unmatched." + how, "This mail has been " + how + " before.");
    }
  }

  /** Those that wait, newest first. */
  public Page<UnmatchedCard> list(
      UUID workspaceId, @Nullable UUID senderAccountId, @Nullable UUID after, int limit) {
    return Page.of(
        unmatched.list(workspaceId, senderAccountId, after, limit + 1),
        limit,
        card -> card.messageId().toString());
  }

  /**
   * The same once more changes nothing.
   *
   * @param boundAccountId the only account whoever asks may use; null for every one
   */
  public UnmatchedCard match(
      UUID workspaceId, UUID messageId, @Nullable UUID boundAccountId, Target target) {
    var held = hold(workspaceId, target);
    var mail = waiting(workspaceId, messageId, boundAccountId);
    if (target.count() != 1) {
      throw new InvalidField(
          "/contact_id", "required", "One of contact_id, enrollment_id and thread_id.");
    }
    var settled = mail.settled();
    if (settled == null) {
      join(mail, boundAccountId, target, held);
    } else if (!target.words().equals(mail.settledWith())) {
      throw new AlreadySettled(settled);
    }
    return card(workspaceId, messageId);
  }

  /** Before the mail, for whoever erases a contact holds him first, too. */
  private @Nullable UUID hold(UUID workspaceId, Target target) {
    return contactOf(workspaceId, target)
        .flatMap(contact -> contacts.hold(workspaceId, contact))
        .orElse(null);
  }

  private Optional<UUID> contactOf(UUID workspaceId, Target target) {
    if (target.contactId() != null) {
      return Optional.of(target.contactId());
    }
    if (target.enrollmentId() != null) {
      return unmatched
          .lastOfEnrollment(workspaceId, target.enrollmentId())
          .flatMap(match -> Optional.ofNullable(match.contactId()));
    }
    return target.threadId() == null
        ? Optional.empty()
        : unmatched.contactOfThread(workspaceId, target.threadId());
  }

  private void join(UnmatchedMail mail, @Nullable UUID bound, Target target, @Nullable UUID held) {
    if (target.contactId() != null) {
      withContact(mail, held, target.words());
    } else if (target.enrollmentId() != null) {
      withEnrollment(mail, bound, target.enrollmentId(), target.words());
    } else if (target.threadId() != null) {
      withThread(mail, bound, target.threadId(), target.words());
    }
  }

  /** He writes in a thread of his own, as if his address had been known. */
  private void withContact(UnmatchedMail mail, @Nullable UUID contact, String words) {
    var workspace = mail.workspaceId();
    if (contact == null) {
      throw new InvalidField("/contact_id", "not_found", "No such contact.");
    }
    var match = unmatched.lastToContact(workspace, mail.senderAccountId(), contact);
    conclude(mail, match, "/contact_id", mail.threadId(), contact, words);
  }

  private void withEnrollment(
      UnmatchedMail mail, @Nullable UUID bound, UUID enrollmentId, String words) {
    var workspace = mail.workspaceId();
    var match =
        unmatched
            .lastOfEnrollment(workspace, enrollmentId)
            .filter(one -> bound == null || bound.equals(accountOf(workspace, one)))
            .orElseThrow(
                () ->
                    new InvalidField(
                        "/enrollment_id", "not_found", "No such enrollment has sent anything."));
    boolean here = mail.senderAccountId().equals(accountOf(workspace, match));
    concludeMatch.conclude(mail, match, words, here, clocks.of(workspace));
  }

  private @Nullable UUID accountOf(UUID workspaceId, ThreadMatch match) {
    return unmatched.accountOfMessage(workspaceId, match.messageId()).orElse(null);
  }

  private void withThread(UnmatchedMail mail, @Nullable UUID bound, UUID threadId, String words) {
    var workspace = mail.workspaceId();
    var account =
        unmatched
            .accountOfThread(workspace, threadId)
            .filter(one -> bound == null || bound.equals(one))
            .orElseThrow(() -> new InvalidField("/thread_id", "not_found", "No such thread."));
    if (!account.equals(mail.senderAccountId())) {
      throw new InvalidField("/thread_id", "inbox_conflict", "It belongs to another inbox.");
    }
    if (threadId.equals(mail.threadId())) {
      throw new InvalidField("/thread_id", "own_thread", "The mail stands in this thread.");
    }
    conclude(
        mail, unmatched.lastOfThread(workspace, threadId), "/thread_id", threadId, null, words);
  }

  /** Where we have never written there is nothing to answer, and nothing that could come back. */
  private void conclude(
      UnmatchedMail mail,
      Optional<ThreadMatch> match,
      String pointer,
      UUID threadId,
      @Nullable UUID contactId,
      String words) {
    var at = clocks.of(mail.workspaceId());
    boolean joins = !threadId.equals(mail.threadId());
    if (match.isPresent()) {
      concludeMatch.conclude(mail, match.get(), words, joins, at);
    } else if (!mail.isPersons()) {
      throw new InvalidField(pointer, "nothing_sent", "Nothing was sent there from this inbox.");
    } else {
      unmatched.settle(mail.messageId(), "matched", words, null, false, at);
      unmatched.attach(
          mail, mail.kind(), joins && mail.alone() ? threadId : mail.threadId(), contactId, null);
    }
  }

  /** Nobody needs to know; the same once more changes nothing. */
  public UnmatchedCard dismiss(UUID workspaceId, UUID messageId, @Nullable UUID boundAccountId) {
    var mail = waiting(workspaceId, messageId, boundAccountId);
    var settled = mail.settled();
    if (settled == null) {
      unmatched.settle(messageId, "dismissed", null, null, false, clocks.of(workspaceId));
    } else if (!settled.equals("dismissed")) {
      throw new AlreadySettled(settled);
    }
    return card(workspaceId, messageId);
  }

  private UnmatchedMail waiting(UUID workspaceId, UUID messageId, @Nullable UUID bound) {
    return unmatched
        .locked(workspaceId, messageId)
        .filter(mail -> bound == null || bound.equals(mail.senderAccountId()))
        .filter(mail -> !"erased".equals(mail.settled()))
        .orElseThrow(() -> new NotFound("unmatched mail"));
  }

  private UnmatchedCard card(UUID workspaceId, UUID messageId) {
    return unmatched.card(workspaceId, messageId).orElseThrow(() -> new NotFound("unmatched mail"));
  }
}
