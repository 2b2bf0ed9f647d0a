package cadenza.contacts.application;

import cadenza.contacts.api.Audience.Member;
import cadenza.contacts.api.Audience.Selection;
import cadenza.contacts.domain.ContactBatches;
import cadenza.contacts.domain.ContactBatches.Addressee;
import cadenza.contacts.domain.ContactBatches.Chosen;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what somebody must know of many contacts who is about to write to them. */
@UseCase
public class ReadAudience {
  @Inject ContactBatches batches;
  @Inject ReadSuppressions suppressions;

  public void letNobodyGo(UUID workspaceId) {
    batches.letNobodyGo(workspaceId);
  }

  public List<Member> members(UUID workspaceId, Collection<UUID> contactIds) {
    if (contactIds.isEmpty()) {
      return List.of();
    }
    return judged(workspaceId, batches.addressees(workspaceId, contactIds));
  }

  private List<Member> judged(UUID workspaceId, List<Addressee> found) {
    var suppressed =
        suppressions.among(
            workspaceId,
            found.stream().map(Addressee::addressKey).filter(Objects::nonNull).toList());
    return found.stream().map(one -> member(one, suppressed)).toList();
  }

  private static Member member(Addressee one, Set<String> suppressed) {
    var key = one.addressKey();
    return new Member(one.id(), key, one.zone(), key != null && suppressed.contains(key));
  }

  public Map<String, UUID> holders(UUID workspaceId, Collection<String> addressKeys) {
    return addressKeys.isEmpty() ? Map.of() : batches.holders(workspaceId, addressKeys);
  }

  public Selection selection(UUID workspaceId, @Nullable UUID labelId, @Nullable String domain) {
    if (labelId != null && !batches.isLabel(workspaceId, labelId)) {
      throw new InvalidField("/label_id", "unknown", "No label has this id.");
    }
    return new Selection(
        new Chosen(labelId, domain == null ? null : domain.strip().toLowerCase(Locale.ROOT))
            .text());
  }

  public List<Member> select(
      UUID workspaceId, Selection selection, @Nullable UUID after, int atMost) {
    return judged(
        workspaceId, batches.chosen(workspaceId, Chosen.read(selection.text()), after, atMost));
  }

  public long count(UUID workspaceId, Selection selection) {
    return batches.countChosen(workspaceId, Chosen.read(selection.text()));
  }
}
