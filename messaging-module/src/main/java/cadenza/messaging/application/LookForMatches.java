package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.InboundMessages;
import cadenza.messaging.domain.ProviderIds;
import cadenza.messaging.domain.ThreadMatch;
import cadenza.messaging.domain.UnmatchedKey;
import cadenza.messaging.domain.UnmatchedMail;
import cadenza.messaging.domain.UnmatchedMails;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bounce or an answer may be here before it is recorded that its message left, and then nobody
 * knows it: what the provider calls it comes with that record. So it is looked for again, for a
 * quarter of an hour.
 */
@EngineWork
@UseCase
public class LookForMatches {
  private static final String LATER = "later";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
  private static final int LOOKS = 9;

  @Inject UnmatchedMails unmatched;
  @Inject InboundMessages messages;
  @Inject ProviderIds providerIds;
  @Inject RecordBounces recordBounces;
  @Inject ConcludeMatch concludeMatch;
  @Inject Clocks clocks;

  /** Those whose time has come; they come again later unless they are found. */
  public List<UnmatchedKey> due(int atMost) {
    return unmatched.due(clocks.real(), FIRST_PAUSE, LOOKS, atMost);
  }

  public void look(UnmatchedKey key) {
    unmatched
        .locked(key.workspaceId(), key.messageId())
        .filter(mail -> mail.settled() == null)
        .ifPresent(mail -> look(mail, clocks.of(mail.workspaceId())));
  }

  private void look(UnmatchedMail mail, Instant at) {
    var match = byIds(mail).filter(ThreadMatch::answersOurs).orElse(null);
    if (mail.kind() == InboundKind.BOUNCE) {
      bounced(mail, match, at);
    } else if (match != null) {
      concludeMatch.conclude(mail, match, LATER, true, at);
    }
  }

  /** Each recipient that is known by now is judged; the report needs nobody any more. */
  private void bounced(UnmatchedMail mail, @Nullable ThreadMatch match, Instant at) {
    if (recordBounces.foundLater(mail, match == null ? null : match.messageId(), at)) {
      unmatched.settle(mail.messageId(), "matched", LATER, match, false, at);
    }
  }

  private Optional<ThreadMatch> byIds(UnmatchedMail mail) {
    if (mail.relatedIds().isEmpty()) {
      return Optional.empty();
    }
    var ours = providerIds.ours(mail.workspaceId(), mail.senderAccountId(), mail.relatedIds());
    var related = mail.relatedIds().stream().map(id -> ours.getOrDefault(id, id)).toList();
    return messages.matchByIds(mail.workspaceId(), mail.senderAccountId(), related);
  }
}
