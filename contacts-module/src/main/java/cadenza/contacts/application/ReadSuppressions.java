package cadenza.contacts.application;

import static java.util.stream.Collectors.toSet;

import cadenza.contacts.api.SuppressionCard;
import cadenza.contacts.api.SuppressionFilter;
import cadenza.contacts.domain.EmailAddress;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.SuppressionSubject;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which addresses nobody may write to. */
@UseCase
public class ReadSuppressions {
  @Inject Suppressions suppressions;
  @Inject MailGate mailGate;
  @Inject SubjectKeys subjectKeys;
  @Inject Clocks clocks;

  public Set<String> among(UUID workspaceId, Collection<String> addresses) {
    var asked = new HashSet<MailGate.At>();
    for (var address : addresses) {
      asked.add(new MailGate.At(workspaceId, EmailAddress.keyOf(address)));
    }
    return asked.isEmpty()
        ? Set.of()
        : mailGate.closed(asked).stream().map(MailGate.At::addressKey).collect(toSet());
  }

  public boolean hasOptedOut(UUID workspaceId, String address) {
    var key = subjectKeys.of(List.of(workspaceId)).get(workspaceId);
    return key != null
        && suppressions
            .lockedStanding(workspaceId, key.hash(EmailAddress.keyOf(address)), "EMAIL")
            .filter(Suppression::isOptOut)
            .isPresent();
  }

  public Optional<SuppressionCard> find(UUID workspaceId, UUID suppressionId) {
    return suppressions.with(workspaceId, suppressionId).map(Suppression::card);
  }

  /** Newest first. */
  public Page<SuppressionCard> list(
      UUID workspaceId, SuppressionFilter filter, @Nullable UUID after, int limit) {
    var hash = hashOf(workspaceId, filter);
    if (filter.subject() != null && hash == null) {
      return new Page<>(List.of(), null, limit);
    }
    var now = clocks.of(workspaceId);
    var rows = suppressions.page(workspaceId, filter, hash, now, after, limit + 1);
    return Page.of(rows, limit, row -> row.card().id().toString()).map(Suppression::card);
  }

  /** Null where nothing is asked, or where the workspace has no suppressions at all. */
  private @Nullable String hashOf(UUID workspaceId, SuppressionFilter filter) {
    var subject = filter.subject();
    var key = subject == null ? null : subjectKeys.of(List.of(workspaceId)).get(workspaceId);
    return key == null ? null : key.hash(SuppressionSubject.asked(String.valueOf(subject)));
  }
}
