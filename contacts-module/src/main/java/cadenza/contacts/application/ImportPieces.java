package cadenza.contacts.application;

import cadenza.contacts.domain.ContactImports.Key;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Gives each piece a request of its own, since a repository's session serves one. */
@ApplicationScoped
public class ImportPieces {
  private static final System.Logger LOG = System.getLogger(ImportPieces.class.getName());
  private static final Duration BROKEN_AFTER = Duration.ofHours(1);

  @Inject AdvanceImport advanceImport;
  @Inject ReadImports readImports;
  @Inject ForgetBrokenImports forgetBroken;
  @Inject Clocks clocks;

  @EngineWork
  @ActivateRequestContext
  public boolean advance(Key of) {
    return advanceImport.advance(of.workspaceId(), of.id());
  }

  @EngineWork
  @ActivateRequestContext
  public void failed(Key of, RuntimeException why) {
    LOG.log(System.Logger.Level.WARNING, "A piece of import " + of.id() + " failed", why);
    advanceImport.failed(of.workspaceId(), of.id(), why);
  }

  @EngineWork
  @ActivateRequestContext
  public List<Key> open() {
    forgetBroken.before(clocks.real().minus(BROKEN_AFTER));
    return readImports.open();
  }
}
