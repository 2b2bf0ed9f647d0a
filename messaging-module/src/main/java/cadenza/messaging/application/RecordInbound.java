package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.FoundMail;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.InboundMessages;
import cadenza.messaging.domain.InboundMessages.Judged;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.MailboxBook;
import cadenza.messaging.domain.SubjectLine;
import cadenza.messaging.domain.ThreadMatch;
import cadenza.messaging.domain.UnmatchedMails;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores one inbound mail with its kind and its thread, and tells of it, all in one transaction: a
 * reply has stopped its sequence when, and only when, it is stored. The same mail a second time
 * changes nothing.
 */
@UseCase
public class RecordInbound {
  /** PostgreSQL looks for circles after a second, and then ends whoever is looking. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  @Inject InboundMessages messages;
  @Inject MailboxBook mailboxes;
  @Inject MatchInbound matchInbound;
  @Inject ResolveUnknown resolveUnknown;
  @Inject Clocks clocks;
  @Inject TellInbound tellInbound;
  @Inject KeepAttachments keepAttachments;
  @Inject UnmatchedMails unmatched;
  @Inject TendThread tendThread;

  /**
   * A mail found in a mailbox; the folder's cursor moves past it together with what it caused.
   *
   * @return what it is; empty for one that is known already, or our own
   */
  public Optional<InboundKind> found(Arrival arrival, InboundMail mail) {
    return foundTogether(List.of(new FoundMail(arrival, mail))).get(0);
  }

  /**
   * Mails of one folder in rising order of their UIDs: all of them are stored, or none. What they
   * end is held until then, in their order, and who settles or erases more than one holds them in
   * another. So more than one mail waits for nobody: it fails at once where somebody is in its way,
   * before anybody can be in a circle with it.
   *
   * @return what each is, as {@link #found} says
   */
  public List<Optional<InboundKind>> foundTogether(List<FoundMail> mails) {
    if (mails.size() > 1) {
      messages.waitAtMost(PATIENCE);
    }
    var own = ownIds(mails);
    var kinds = mails.stream().map(one -> stored(one.arrival(), one.mail(), own)).toList();
    passed(mails.get(mails.size() - 1).arrival());
    return kinds;
  }

  /** Message-IDs of our own among theirs, whatever a provider made of them. */
  private Set<String> ownIds(List<FoundMail> mails) {
    var arrival = mails.get(0).arrival();
    var ids =
        mails.stream()
            .map(one -> one.mail().messageId())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    var own =
        new HashSet<>(messages.ownAmong(arrival.workspaceId(), arrival.senderAccountId(), ids));
    own.addAll(matchInbound.ours(arrival, ids).keySet());
    return own;
  }

  private Optional<InboundKind> stored(Arrival arrival, InboundMail mail, Set<String> own) {
    return isOwnCopy(arrival, mail, own)
        ? Optional.empty()
        : Optional.ofNullable(record(arrival, mail, clocks.of(arrival.workspaceId())).kind());
  }

  /**
   * @param kind null for a mail that was there before
   */
  private record Stored(UUID messageId, @Nullable InboundKind kind) {}

  /** A mail that is gone again before it could be read. */
  public void passed(Arrival arrival) {
    mailboxes.advance(
        arrival.senderAccountId(),
        arrival.folder(),
        arrival.uidValidity(),
        arrival.uid(),
        clocks.real());
  }

  /**
   * An answer that no server carried, to a captured message.
   *
   * @return the stored message
   */
  public UUID scripted(UUID workspaceId, UUID senderAccountId, InboundMail mail, Instant at) {
    var arrival =
        new Arrival(
            workspaceId, senderAccountId, mail.toAddress(), "script", 0, 0, at, false, false);
    return record(arrival, mail, at).messageId();
  }

  private static boolean isOwnCopy(Arrival arrival, InboundMail mail, Set<String> own) {
    var id = mail.messageId();
    return arrival.sentMailToo() && mail.fromAddress().equalsIgnoreCase(arrival.ownAddress())
        || id != null && own.contains(id);
  }

  private Stored record(Arrival arrival, InboundMail mail, Instant at) {
    var answer = matchInbound.answerOf(arrival, mail);
    var match = answer.match();
    boolean looping = answer.person() && matchInbound.isLoop(arrival, mail, answer);
    var kind = looping ? InboundKind.AUTO_REPLY : answer.kind();
    boolean otherSender =
        match != null
            && match.sent()
            && kind == InboundKind.REPLY
            && !match.isByContact()
            && !MailAddress.same(match.writtenTo(), mail.fromAddress());
    var messageId = Ids.next();
    var straySince = answer.contactId() == null ? clocks.real() : null;
    var rfcMessageId =
        claim(messageId, arrival, mail, new Judged(match, otherSender, looping, straySince));
    if (rfcMessageId.isEmpty()) {
      var known = messages.known(arrival.senderAccountId(), mail.identity()).orElseThrow();
      return new Stored(known, null);
    }
    var threadId = threadOf(arrival, mail, answer, at);
    var enrollmentId = match == null ? null : match.enrollmentId();
    messages.store(
        messageId,
        arrival,
        mail,
        kind,
        rfcMessageId.get(),
        threadId,
        answer.contactId(),
        enrollmentId,
        at);
    boolean news = isNews(arrival, match);
    keepAttachments.keep(
        arrival.workspaceId(), messageId, mail.attachments(), news && kind.isReadByPeople());
    // Conversations are locked before messages.
    if (news && answer.person() && !looping) {
      tendThread.wake(arrival.workspaceId(), threadId, at);
    }
    if (match != null && match.settles()) {
      if (kind == InboundKind.BOUNCE) { // it may raise the alarm of its account
        messages.holdAccount(arrival.workspaceId(), arrival.senderAccountId());
      }
      resolveUnknown.answered(arrival.workspaceId(), match.messageId());
    }
    if (news) {
      if (answer.isNobodys()) {
        awaitMatch(messageId, mail);
      }
      tellInbound.tell(
          new NewMail(
              messageId,
              arrival,
              mail,
              kind,
              threadId,
              answer.contactId(),
              enrollmentId,
              match,
              answer.person() && match == null,
              looping,
              at));
    }
    return new Stored(messageId, kind);
  }

  private UUID threadOf(Arrival arrival, InboundMail mail, MatchInbound.Answer answer, Instant at) {
    var standing = answer.threadId();
    if (standing != null) {
      return standing;
    }
    var opened = Ids.next();
    messages.openThread(
        opened,
        arrival.workspaceId(),
        arrival.senderAccountId(),
        answer.contactId(),
        SubjectLine.bare(mail.subject()),
        at);
    return opened;
  }

  /** What it names may be a message whose sending is recorded in this moment. */
  private void awaitMatch(UUID messageId, InboundMail mail) {
    var ids = mail.relatedIds();
    unmatched.mark(
        messageId,
        ids.isEmpty() ? "names_nothing" : "unknown_message",
        ids,
        ids.isEmpty() ? null : clocks.real().plus(RecordBounces.FIRST_LOOK));
  }

  /**
   * The id under which the mail is stored; empty when it is stored already. A careless program may
   * give two mails one id, and a broken server two mails one UID: both mails count.
   */
  private Optional<String> claim(UUID messageId, Arrival arrival, InboundMail mail, Judged judged) {
    var madeUp = "<" + mail.identity().substring(0, 32) + "@no-id.invalid>";
    var id = mail.messageId() == null ? madeUp : mail.messageId();
    var uid = arrival.uid() == 0 ? null : Long.valueOf(arrival.uid());
    if (messages.claim(messageId, arrival, mail.identity(), id, uid, judged)) {
      return Optional.of(id);
    }
    if (messages.known(arrival.senderAccountId(), mail.identity()).isPresent()) {
      return Optional.empty();
    }
    if (messages.claim(messageId, arrival, mail.identity(), id, null, judged)) {
      return Optional.of(id);
    }
    return messages.claim(messageId, arrival, mail.identity(), madeUp, null, judged)
        ? Optional.of(madeUp)
        : Optional.empty();
  }

  /** What was there before the account was connected is history, unless it answers us. */
  private static boolean isNews(Arrival arrival, @Nullable ThreadMatch match) {
    return !arrival.history() || (match != null && match.sent());
  }
}
