package cadenza.access.application;

import cadenza.access.api.Act;
import cadenza.access.api.AuditEntry;
import cadenza.access.api.Caller;
import cadenza.access.domain.AuditEntries;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;

/** Writes what was done into the audit log, in the transaction that did it where one is open. */
@EngineWork
@UseCase
public class KeepAudit {
  @Inject AuditEntries entries;
  @Inject Clocks clocks;

  public void done(Caller caller, Act act) {
    entries.add(
        List.of(
            new AuditEntry(
                caller.workspaceId(),
                Ids.next(),
                clocks.real(),
                AuditEntry.Kind.CHANGE,
                caller.kind(),
                caller.tokenId(),
                caller.userId(),
                act.address(),
                act.action(),
                act.status(),
                act.object(),
                act.fields(),
                1,
                act.requestId())));
  }

  /** Refusals, each counted. */
  public void refused(List<AuditEntry> refusals) {
    entries.add(refusals);
  }
}
