package cadenza.messaging.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.InboundMessages;
import cadenza.messaging.domain.InboundRules;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.ProviderIds;
import cadenza.messaging.domain.ThreadMatch;
import cadenza.messaging.domain.UnmatchedMails;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What a mail is, what it answers, and whose it is. */
@Dependent
class MatchInbound {
  private static final Duration LOOP_WITHIN = Duration.ofHours(1);

  @Inject InboundMessages messages;
  @Inject ProviderIds providerIds;
  @Inject ContactDirectory contacts;
  @Inject UnmatchedMails unmatched;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.loop-replies", defaultValue = "20")
  int loopReplies;

  /**
   * @param threadId the conversation it stands in; null when it opens one
   * @param match what it was matched by; by the contact also where it stands in a conversation of
   *     his in which we have never written
   * @param person whether somebody wrote it himself
   */
  record Answer(
      InboundKind kind,
      @Nullable UUID threadId,
      @Nullable ThreadMatch match,
      @Nullable UUID contactId,
      boolean person) {
    /** A person wrote, and nobody knows who it is, or what of ours he answers. */
    boolean isNobodys() {
      return person && contactId == null && (match == null || !match.sent());
    }
  }

  Answer answerOf(Arrival arrival, InboundMail mail) {
    var byStructure = InboundRules.kindOf(mail);
    var found = found(arrival, mail, byStructure).orElse(null);
    boolean reply =
        byStructure == InboundKind.REPLY
            || (byStructure == InboundKind.LIST && found != null && found.answersOurs());
    boolean person = reply && !isOurselves(arrival, mail, found);
    var contactId = contactOf(arrival, mail, found);
    var match = found;
    if (person && contactId != null && isHisOwn(arrival, mail, found, contactId)) {
      match = byContact(arrival, contactId).orElse(found);
    }
    var threadId = found == null ? null : found.threadId();
    return new Answer(
        kindOf(byStructure, match, reply, person), threadId, match, contactId, person);
  }

  /** Our own Message-IDs among these, by what a provider calls them. */
  Map<String, String> ours(Arrival arrival, List<String> ids) {
    return providerIds.ours(arrival.workspaceId(), arrival.senderAccountId(), ids);
  }

  /** Held; while we waited it may have been given up for another one. */
  private Optional<ThreadMatch> found(Arrival arrival, InboundMail mail, InboundKind kind) {
    var found = search(arrival, mail, kind);
    return found.isEmpty() || unmatched.holdThread(arrival.workspaceId(), found.get().threadId())
        ? found
        : search(arrival, mail, kind);
  }

  private Optional<ThreadMatch> search(Arrival arrival, InboundMail mail, InboundKind kind) {
    var ours = ours(arrival, mail.relatedIds());
    var related = mail.relatedIds().stream().map(id -> ours.getOrDefault(id, id)).toList();
    var byHeader = messages.matchByIds(arrival.workspaceId(), arrival.senderAccountId(), related);
    if (byHeader.isPresent() || kind != InboundKind.REPLY) {
      return byHeader;
    }
    return messages.matchBySubject(
        arrival.workspaceId(),
        arrival.senderAccountId(),
        mail.fromAddress(),
        mail.subject(),
        arrival.receivedAt());
  }

  /**
   * What a person writes is a reply only within a conversation; what names our own message is one
   * even when it comes by way of a mailing list, as from a person with a group's address.
   */
  private static InboundKind kindOf(
      InboundKind byStructure, @Nullable ThreadMatch match, boolean reply, boolean person) {
    if (!reply) {
      return byStructure;
    }
    return match != null && person ? InboundKind.REPLY : InboundKind.OTHER;
  }

  /**
   * What the account's owner wrote elsewhere and sent here in copy answers nothing for others; what
   * another inbox of the workspace sends here of its own accord is nobody's mail either.
   */
  private boolean isOurselves(Arrival arrival, InboundMail mail, @Nullable ThreadMatch match) {
    if (mail.fromAddress().equalsIgnoreCase(arrival.ownAddress())) {
      return match == null || !match.writtenTo().equalsIgnoreCase(arrival.ownAddress());
    }
    return match == null && unmatched.isOwnAddress(arrival.workspaceId(), mail.fromAddress());
  }

  private @Nullable UUID contactOf(Arrival arrival, InboundMail mail, @Nullable ThreadMatch match) {
    if (match != null && match.contactId() != null) {
      return match.contactId();
    }
    var workspace = arrival.workspaceId();
    return holderOf(contacts, workspace, mail.fromAddress())
        .flatMap(id -> contacts.hold(workspace, id)) // or he may be removed before this is there
        .orElse(null);
  }

  /** Whose address it is, whichever way his domain is written. */
  static Optional<UUID> holderOf(ContactDirectory contacts, UUID workspaceId, String address) {
    return Stream.of(address, MailAddress.readable(address))
        .distinct()
        .filter(written -> !written.isEmpty())
        .flatMap(written -> contacts.idOf(workspaceId, written).stream())
        .findFirst();
  }

  /**
   * Whether the contact himself writes anew, or goes on where he did; what others write into his
   * conversation is theirs.
   */
  private boolean isHisOwn(
      Arrival arrival, InboundMail mail, @Nullable ThreadMatch found, UUID contactId) {
    if (found == null || found.sent()) {
      return found == null;
    }
    var workspace = arrival.workspaceId();
    return holderOf(contacts, workspace, mail.fromAddress()).filter(contactId::equals).isPresent()
        || unmatched.isMatchedWith(workspace, found.threadId(), mail.fromAddress(), contactId);
  }

  private Optional<ThreadMatch> byContact(Arrival arrival, UUID contactId) {
    return messages.matchByContact(
        arrival.workspaceId(), arrival.senderAccountId(), contactId, arrival.receivedAt());
  }

  /** Two machines that answer each other would do so for ever. */
  boolean isLoop(Arrival arrival, InboundMail mail, Answer answer) {
    var thread = answer.threadId();
    return thread != null
        && unmatched.writtenIn(
                arrival.workspaceId(),
                thread,
                mail.fromAddress(),
                arrival.receivedAt().minus(LOOP_WITHIN),
                arrival.receivedAt(),
                loopReplies)
            >= loopReplies;
  }
}
