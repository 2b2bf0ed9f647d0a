package cadenza.access.application;

import cadenza.access.api.AuditEntry;
import cadenza.access.domain.AuditEntries;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log of a workspace, newest first. */
@UseCase
public class ReadAudit {
  @Inject AuditEntries entries;

  /**
   * @param actor a token, session or user; null for any, as the other filters
   * @param after the last entry of the page before
   */
  public Page<AuditEntry> list(
      UUID workspaceId,
      @Nullable UUID actor,
      @Nullable String object,
      @Nullable String action,
      AuditEntry.@Nullable Kind kind,
      @Nullable UUID after,
      int limit) {
    var filter = new AuditEntries.Filter(actor, object, action, kind);
    return Page.of(
        entries.page(workspaceId, filter, after, limit + 1), limit, entry -> entry.id().toString());
  }
}
