package cadenza.contacts.application;

import cadenza.contacts.api.Audience.Member;
import cadenza.contacts.domain.ContactBatches;
import cadenza.contacts.domain.ContactBatches.Addressee;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Tells what somebody must know of many contacts who is about to write to them. */
@UseCase
public class ReadAudience {
  @Inject ContactBatches batches;
  @Inject ReadSuppressions suppressions;

  public List<Member> members(UUID workspaceId, Collection<UUID> contactIds) {
    if (contactIds.isEmpty()) {
      return List.of();
    }
    var found = batches.addressees(workspaceId, contactIds);
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
}
