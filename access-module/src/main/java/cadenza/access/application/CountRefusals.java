package cadenza.access.application;

import cadenza.access.api.Act;
import cadenza.access.api.AuditEntry;
import cadenza.access.api.Caller;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts refusals into the audit log without letting whoever is refused fill the disk: the first of a
 * kind and network is written at once, those of the same minute are counted and written as one
 * line. What is refused to strangers takes no place of what is refused in a workspace. A node that
 * dies takes the counts of its last minute with it, never the first line.
 */
@ApplicationScoped
public class CountRefusals {
  private static final UUID NOBODY = new UUID(0, 0);

  /** First lines of one node and minute about whoever may come by. */
  private static final int MOST_OF_STRANGERS = 100;

  /** The same about one workspace; strangers cannot take its place. */
  private static final int MOST_OF_A_WORKSPACE = 1_000;

  private static final String ANYWHERE = "-";

  /** One kind of refusal, from one network. */
  private record Refused(
      AuditEntry.Kind kind,
      UUID workspaceId,
      Caller.@Nullable Kind actorKind,
      @Nullable UUID actor,
      @Nullable UUID userId,
      String network,
      String action,
      int status) {
    /** What takes in all others of its kind and workspace. */
    Refused beyond() {
      return new Refused(kind, workspaceId, null, null, null, ANYWHERE, "many", 0);
    }
  }

  /** How often since the last line, and the address that came first. */
  private record Count(String address, int times) {
    Count plus(Count other) {
      return new Count(address, times + other.times);
    }
  }

  @Inject KeepAudit keepAudit;
  @Inject Clocks clocks;

  private final Map<Refused, Count> counted = new HashMap<>();
  private final Map<Refused, Integer> kinds = new HashMap<>();

  /** A known caller asked for what he may not do. */
  public void denied(Caller caller, Act act) {
    note(
        new Refused(
            AuditEntry.Kind.DENIED,
            caller.workspaceId(),
            caller.kind(),
            caller.tokenId(),
            caller.userId(),
            LimitRates.network(act.address()),
            act.action(),
            act.status()),
        act.address(),
        act.requestId());
  }

  /** Somebody proved to be nobody. */
  public void failed(String address, String action, String requestId) {
    note(
        new Refused(
            AuditEntry.Kind.LOGIN_FAILED,
            NOBODY,
            null,
            null,
            null,
            LimitRates.network(address),
            action,
            401),
        address,
        requestId);
  }

  /** Somebody whose account is known did not prove to be its owner. */
  public void failed(UUID workspaceId, UUID userId, String address, String requestId) {
    note(
        new Refused(
            AuditEntry.Kind.LOGIN_FAILED,
            workspaceId,
            null,
            null,
            userId,
            LimitRates.network(address),
            "Sessions_open",
            401),
        address,
        requestId);
  }

  /** Writes what was counted since the last time; called by the engine, once a minute. */
  public void flush() {
    var now = clocks.real();
    Map<Refused, Count> known;
    synchronized (this) {
      known = new HashMap<>(counted);
      counted.clear();
      kinds.clear();
    }
    known.values().removeIf(count -> count.times() == 0);
    var lines = new ArrayList<AuditEntry>();
    known.forEach(
        (refused, count) -> lines.add(line(refused, count.address(), count.times(), "", now)));
    if (lines.isEmpty()) {
      return;
    }
    try {
      keepAudit.refused(lines);
    } catch (RuntimeException databaseAway) {
      synchronized (this) {
        known.forEach((refused, count) -> counted.merge(refused, count, Count::plus));
      }
      throw databaseAway;
    }
  }

  private void note(Refused refused, String address, String requestId) {
    if (isFirst(refused, address)) {
      keepAudit.refused(List.of(line(refused, address, 1, requestId, clocks.real())));
    }
  }

  private synchronized boolean isFirst(Refused refused, String address) {
    if (counted.containsKey(refused)) {
      counted.merge(refused, new Count(address, 1), Count::plus);
      return false;
    }
    var beyond = refused.beyond();
    int most = refused.workspaceId().equals(NOBODY) ? MOST_OF_STRANGERS : MOST_OF_A_WORKSPACE;
    if (kinds.merge(beyond, 1, Integer::sum) > most) {
      counted.merge(beyond, new Count(ANYWHERE, 1), Count::plus);
      return false;
    }
    counted.put(refused, new Count(address, 0));
    return true;
  }

  private static AuditEntry line(
      Refused refused, String address, int times, String requestId, Instant at) {
    return new AuditEntry(
        refused.workspaceId(),
        Ids.next(),
        at,
        refused.kind(),
        refused.actorKind(),
        refused.actor(),
        refused.userId(),
        address,
        refused.action(),
        refused.status(),
        null,
        Set.of(),
        times,
        requestId);
  }
}
