package cadenza.contacts.application;

import cadenza.contacts.api.ImportCard;
import cadenza.contacts.domain.ContactBatches;
import cadenza.contacts.domain.ContactImport;
import cadenza.contacts.domain.ContactImports;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ImportRow;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The single transactions in which a file comes in: none is open while the sender is waited for.
 */
@UseCase
public class StoreImport {
  /** Of a workspace: on their way in or back. */
  private static final int MOST_UNDER_WAY = 10;

  /** Of a workspace at once: what comes in may be a repeat, which is known at its end. */
  private static final int MOST_COMING_IN = 2 * MOST_UNDER_WAY;

  @Inject ContactImports imports;
  @Inject ContactBatches batches;
  @Inject Event<ImportReceived> importReceived;
  @Inject Clocks clocks;

  Key begin(UUID workspaceId, boolean dryRun, List<String> columns, @Nullable UUID labelId) {
    if (imports.countUnderWay(workspaceId) >= MOST_COMING_IN) {
      throw new TooManyImports(MOST_UNDER_WAY);
    }
    var one =
        ContactImport.receive(workspaceId, Ids.next(), dryRun, columns, labelId, clocks.real());
    imports.add(one);
    return new Key(workspaceId, one.id());
  }

  void piece(Key of, int number, List<ImportRow> rows) {
    imports.addPiece(of, number, rows);
  }

  ImportCard complete(Key of, long rows, int pieces) {
    var one = imports.locked(of.workspaceId(), of.id()).orElseThrow(() -> new NotFound("import"));
    var labelId = one.labelId();
    if (labelId != null && !batches.isLabel(of.workspaceId(), labelId)) {
      throw new InvalidField("/label_id", "unknown", "No label has this id.");
    }
    if (imports.countUnderWay(of.workspaceId()) > MOST_UNDER_WAY) {
      throw new TooManyImports(MOST_UNDER_WAY);
    }
    var received =
        pieces == 0 ? one.received(0, 0).empty(clocks.real()) : one.received(rows, pieces);
    imports.write(received);
    importReceived.fire(new ImportReceived(of.workspaceId(), of.id()));
    return received.card();
  }

  void forget(Key of) {
    imports.remove(of.workspaceId(), of.id());
  }
}
