package cadenza.messaging.adapter.event;

import cadenza.messaging.api.SenderCapacity;
import cadenza.messaging.domain.Capacity;
import cadenza.messaging.domain.PaceBook;
import cadenza.messaging.domain.PaceLimits;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The limits of accounts, and of whole workspaces, against what their message rows say; the row
 * locks make it final. Neither kind is waited for, so that nobody waits for a circle.
 */
@ApplicationScoped
class ReservedCapacity implements SenderCapacity {
  private static final Duration BUSY = Duration.ofMillis(200);

  @Inject SenderAccountBook accounts;
  @Inject PaceBook paces;

  @Override
  public List<Grant> reserve(List<Want> wants, Instant now) {
    var ids = wants.stream().map(Want::senderAccountId).sorted().toList();
    Map<UUID, Integer> wanted = new HashMap<>();
    wants.forEach(want -> wanted.merge(want.senderAccountId(), want.wanted(), Integer::sum));
    var paced = new ArrayList<Capacity>();
    Map<UUID, Grant> granted = new TreeMap<>();
    for (var capacity : accounts.lockForReserve(ids, now)) {
      var id = capacity.senderAccountId();
      granted.put(id, capacity.grant(wanted.getOrDefault(id, 0), now));
      if (capacity.paced()) {
        paced.add(capacity);
      }
    }
    if (!paced.isEmpty()) {
      withinWorkspaces(paced, granted, now);
    }
    return ids.stream()
        .map(id -> granted.getOrDefault(id, new Grant(id, 0, now.plus(BUSY), "busy")))
        .toList();
  }

  private void withinWorkspaces(List<Capacity> paced, Map<UUID, Grant> granted, Instant now) {
    var workspaces = new TreeSet<UUID>();
    paced.forEach(capacity -> workspaces.add(capacity.workspaceId()));
    Map<UUID, PaceLimits> limits = new HashMap<>();
    paces.lockFree(workspaces).forEach(one -> limits.put(one.workspaceId(), one));
    for (var workspace : workspaces) {
      var asking = new ArrayList<Grant>();
      for (var capacity : paced) {
        var grant = granted.get(capacity.senderAccountId());
        if (capacity.workspaceId().equals(workspace) && grant != null && grant.granted() > 0) {
          asking.add(grant);
        }
      }
      bounded(limits.get(workspace), workspace, asking, now)
          .forEach(grant -> granted.put(grant.senderAccountId(), grant));
    }
  }

  private Collection<Grant> bounded(
      @Nullable PaceLimits limits, UUID workspace, List<Grant> asking, Instant now) {
    if (asking.isEmpty()) {
      return asking;
    }
    if (limits == null) {
      return asking.stream()
          .map(grant -> new Grant(grant.senderAccountId(), 0, now.plus(BUSY), "busy"))
          .toList();
    }
    var daily = limits.daily();
    return daily == null ? asking : paces.room(workspace, daily, now).shared(asking, now);
  }

  @Override
  public Grant look(UUID workspaceId, UUID senderAccountId, Instant now) {
    return accounts.look(workspaceId, senderAccountId, now).stream()
        .findFirst()
        .map(capacity -> look(capacity, now))
        .orElseGet(() -> new Grant(senderAccountId, 0, null, "unknown"));
  }

  private Grant look(Capacity capacity, Instant now) {
    var grant = capacity.grant(1, now);
    if (grant.granted() == 0 || !capacity.paced()) {
      return grant;
    }
    var limits = paces.limits(capacity.workspaceId()).orElse(null);
    var daily = limits == null ? null : limits.daily();
    return daily == null
        ? grant
        : paces.room(capacity.workspaceId(), daily, now).shared(List.of(grant), now).get(0);
  }
}
