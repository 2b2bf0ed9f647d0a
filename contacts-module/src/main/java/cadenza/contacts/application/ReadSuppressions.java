package cadenza.contacts.application;

import static java.util.stream.Collectors.toSet;

import cadenza.contacts.api.SuppressionCard;
import cadenza.contacts.domain.EmailAddress;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which addresses nobody may write to. */
@UseCase
public class ReadSuppressions {
  @Inject Suppressions suppressions;
  @Inject MailGate mailGate;

  public Set<String> among(UUID workspaceId, Collection<String> addresses) {
    var asked = new HashSet<MailGate.At>();
    for (var address : addresses) {
      asked.add(new MailGate.At(workspaceId, EmailAddress.keyOf(address)));
    }
    return asked.isEmpty()
        ? Set.of()
        : mailGate.closed(asked).stream().map(MailGate.At::addressKey).collect(toSet());
  }

  public Page<SuppressionCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var rows = suppressions.page(workspaceId, after, limit + 1);
    return Page.of(rows, limit, row -> row.card().id().toString()).map(Suppression::card);
  }
}
