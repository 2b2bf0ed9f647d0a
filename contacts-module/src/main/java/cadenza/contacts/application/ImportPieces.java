package cadenza.contacts.application;

import cadenza.contacts.domain.ContactImports.Key;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.PassingFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Gives each piece a request of its own, since a repository's session serves one. */
@ApplicationScoped
public class ImportPieces {
  private static final System.Logger LOG = System.getLogger(ImportPieces.class.getName());

  /** Longer than a file may take to come in. */
  private static final Duration BROKEN_AFTER = Duration.ofMinutes(20);

  /** What does not pass in this time does not pass: it counts from then on. */
  private static final Duration PASSES_WITHIN = Duration.ofHours(1);

  /** Imports that the database refuses, by the first time that it did since their last piece. */
  private final Map<UUID, Instant> refusedSince = new ConcurrentHashMap<>();

  @Inject AdvanceImport advanceImport;
  @Inject ReadImports readImports;
  @Inject ForgetImports forgetImports;
  @Inject Clocks clocks;

  @EngineWork
  @ActivateRequestContext
  public boolean advance(Key of) {
    boolean advanced = advanceImport.advance(of.workspaceId(), of.id());
    refusedSince.remove(of.id());
    return advanced;
  }

  /** What the database refuses now and may do later is no fault of the import, for a while. */
  @EngineWork
  @ActivateRequestContext
  public void failed(Key of, RuntimeException why) {
    LOG.log(System.Logger.Level.WARNING, "A piece of import " + of.id() + " failed", why);
    if (!PassingFailure.isBehind(why) || isRefusedForLong(of)) {
      advanceImport.failed(of.workspaceId(), of.id(), why);
    }
  }

  private boolean isRefusedForLong(Key of) {
    var now = clocks.real();
    var since = refusedSince.putIfAbsent(of.id(), now);
    return since != null && since.plus(PASSES_WITHIN).isBefore(now);
  }

  /** Of one workspace, the oldest first. */
  @EngineWork
  @ActivateRequestContext
  public List<Key> open(UUID workspaceId) {
    return readImports.open(workspaceId);
  }

  /** Workspaces with something to do; what nobody waits for is forgotten on the way. */
  @EngineWork
  @ActivateRequestContext
  public List<UUID> open() {
    var now = clocks.real();
    forgetImports.brokenBefore(now.minus(BROKEN_AFTER));
    forgetImports.undoBefore(now);
    return readImports.open();
  }
}
