package cadenza.contacts.application;

import cadenza.contacts.api.ImportCard;
import cadenza.contacts.domain.ContactImport;
import cadenza.contacts.domain.ContactImport.State;
import cadenza.contacts.domain.ContactImports;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;

/** Begins to take an import back; a repeat changes nothing. */
@UseCase
public class RevertImport {
  @Inject ContactImports imports;
  @Inject Event<ImportReceived> importReceived;
  @Inject Clocks clocks;

  public ImportCard revert(UUID workspaceId, UUID importId) {
    var now = clocks.real();
    imports
        .withId(workspaceId, importId)
        .filter(one -> one.canBeReverted(now))
        // whoever has a piece under way is through with it before the way back begins
        .ifPresent(any -> imports.dropPieces(new Key(workspaceId, importId)));
    var one = imports.locked(workspaceId, importId).orElseThrow(() -> new NotFound("import"));
    if (one.state() == State.REVERTING || one.state() == State.REVERTED) {
      return one.card();
    }
    if (!one.canBeReverted(now)) {
      throw new ImportCannotBeReverted(hindrance(one));
    }
    var turned = one.turned(now);
    imports.write(turned);
    importReceived.fire(new ImportReceived(workspaceId, importId));
    return turned.card();
  }

  private static String hindrance(ContactImport one) {
    if (one.dryRun()) {
      return "a dry run";
    }
    return one.isOver() ? "over for too long" : one.state().name().toLowerCase(Locale.ROOT);
  }
}
