package cadenza.messaging.adapter.event;

import cadenza.messaging.api.SenderCapacity;
import cadenza.messaging.domain.Capacity;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The limits of accounts against what their message rows say; the row lock makes it final. */
@Dependent
class ReservedCapacity implements SenderCapacity {
  private static final Duration BUSY = Duration.ofMillis(200);

  @Inject SenderAccountBook accounts;

  @Override
  public List<Grant> reserve(List<Want> wants, Instant now) {
    var ids = wants.stream().map(Want::senderAccountId).sorted().toList();
    Map<UUID, Capacity> locked = new HashMap<>();
    accounts.lockForReserve(ids, now).forEach(one -> locked.put(one.senderAccountId(), one));
    Map<UUID, Integer> wanted = new HashMap<>();
    wants.forEach(want -> wanted.merge(want.senderAccountId(), want.wanted(), Integer::sum));
    var grants = new ArrayList<Grant>(ids.size());
    for (var id : ids) {
      var capacity = locked.get(id);
      grants.add(
          capacity == null
              ? new Grant(id, 0, now.plus(BUSY), "busy")
              : capacity.grant(wanted.getOrDefault(id, 0), now));
    }
    return grants;
  }

  @Override
  public Grant look(UUID workspaceId, UUID senderAccountId, Instant now) {
    return accounts.look(workspaceId, senderAccountId, now).stream()
        .findFirst()
        .map(capacity -> capacity.grant(1, now))
        .orElseGet(() -> new Grant(senderAccountId, 0, null, "unknown"));
  }
}
