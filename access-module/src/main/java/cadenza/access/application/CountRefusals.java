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
 * kind is written at once, those of the same minute are counted and written as one line. A node
 * that dies takes the counts of its last minute with it, never the first line.
 */
@ApplicationScoped
public class CountRefusals {
  private static final UUID NOBODY = new UUID(0, 0);

  /** Of one node and minute; what is beyond is counted together. */
  private static final int MOST_KINDS = 1_000;

  private record Refused(
      AuditEntry.Kind kind,
      UUID workspaceId,
      Caller.@Nullable Kind actorKind,
      @Nullable UUID actor,
      @Nullable UUID userId,
      String address,
      String action,
      int status) {}

  private static final Refused BEYOND =
      new Refused(AuditEntry.Kind.DENIED, NOBODY, null, null, null, "-", "many", 0);

  @Inject KeepAudit keepAudit;
  @Inject Clocks clocks;

  private final Map<Refused, Integer> counted = new HashMap<>();

  /** A known caller asked for what he may not do. */
  public void denied(Caller caller, Act act) {
    note(
        new Refused(
            AuditEntry.Kind.DENIED,
            caller.workspaceId(),
            caller.kind(),
            caller.tokenId(),
            caller.userId(),
            act.address(),
            act.action(),
            act.status()),
        act.requestId());
  }

  /** Somebody proved to be nobody. */
  public void failed(String address, String action, String requestId) {
    note(
        new Refused(AuditEntry.Kind.LOGIN_FAILED, NOBODY, null, null, null, address, action, 401),
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
            address,
            "Sessions_open",
            401),
        requestId);
  }

  /** Writes what was counted since the last time; called by the engine, once a minute. */
  public void flush() {
    var now = clocks.real();
    var lines = new ArrayList<AuditEntry>();
    synchronized (this) {
      counted.forEach(
          (refused, times) -> {
            if (times > 0) {
              lines.add(line(refused, times, "", now));
            }
          });
      counted.clear();
    }
    if (!lines.isEmpty()) {
      keepAudit.refused(lines);
    }
  }

  private void note(Refused refused, String requestId) {
    boolean first;
    synchronized (this) {
      first = !counted.containsKey(refused) && counted.size() < MOST_KINDS;
      var kind = first || counted.containsKey(refused) ? refused : BEYOND;
      counted.merge(kind, first ? 0 : 1, Integer::sum);
    }
    if (first) {
      keepAudit.refused(List.of(line(refused, 1, requestId, clocks.real())));
    }
  }

  private static AuditEntry line(Refused refused, int times, String requestId, Instant at) {
    return new AuditEntry(
        refused.workspaceId(),
        Ids.next(),
        at,
        refused.kind(),
        refused.actorKind(),
        refused.actor(),
        refused.userId(),
        refused.address(),
        refused.action(),
        refused.status(),
        null,
        Set.of(),
        times,
        requestId);
  }
}
