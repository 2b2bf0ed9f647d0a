package cadenza.contacts.application;

import cadenza.contacts.api.LabelApplied;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.domain.ContactImport;
import cadenza.contacts.domain.ContactImport.State;
import cadenza.contacts.domain.ContactImports;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports.Settled;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * One piece of an import, in a handful of statements. What it does, its ledger and the place it
 * leads to are committed together, so no row is passed over and none counts twice, whenever the
 * server dies.
 */
@UseCase
public class AdvanceImport {
  @Inject ContactImports imports;
  @Inject SettleRows settleRows;
  @Inject RevertPiece revertPiece;
  @Inject Event<LabelsApplied> labelsApplied;
  @Inject Clocks clocks;

  /** Answers whether there is more to do, here and now. */
  public boolean advance(UUID workspaceId, UUID importId) {
    var state = imports.withId(workspaceId, importId).map(ContactImport::state).orElse(State.DONE);
    return switch (state) {
      case WAITING, RUNNING -> forward(new Key(workspaceId, importId));
      case REVERTING ->
          imports
              .claimed(workspaceId, importId)
              .filter(one -> one.state() == State.REVERTING)
              .map(revertPiece::back)
              .orElse(false);
      case FAILED -> {
        imports.dropIdlePieces(new Key(workspaceId, importId));
        yield false;
      }
      default -> false;
    };
  }

  /** Several pieces may be under way at once; the import itself is locked at the end only. */
  private boolean forward(Key of) {
    var found = imports.nextPiece(of);
    if (found.isEmpty()) {
      return false;
    }
    var piece = found.get();
    var one = imports.withId(of.workspaceId(), of.id()).orElseThrow(() -> new NotFound("import"));
    if (!one.isGoingOn()) {
      return false; // it has failed in another lane
    }
    var settled = settleRows.settle(one, piece.rows());
    imports.addResults(of, piece.number(), settled, label(one, settled));
    imports.dropPiece(of, piece.number());
    var next =
        imports
            .locked(of.workspaceId(), of.id())
            .orElseThrow(() -> new NotFound("import"))
            .advanced(settled.stream().map(Settled::outcome).toList(), clocks.real());
    imports.write(next);
    return next.state() == State.RUNNING;
  }

  /**
   * Whoever stands in the file carries it, whether the row changed anything or not.
   *
   * @return who did not before
   */
  private Set<UUID> label(ContactImport one, List<Settled> settled) {
    var labelId = one.labelId();
    if (labelId == null || one.dryRun()) {
      return Set.of();
    }
    var workspace = one.workspaceId();
    var name = imports.labelName(workspace, labelId);
    var contacts =
        settled.stream().map(Settled::contactId).filter(Objects::nonNull).distinct().toList();
    if (name.isEmpty() || contacts.isEmpty()) {
      return Set.of();
    }
    var now = clocks.of(workspace);
    var applied = imports.label(workspace, labelId, contacts, now);
    if (!applied.isEmpty()) {
      labelsApplied.fire(
          new LabelsApplied(
              applied.stream()
                  .map(id -> new LabelApplied(Ids.next(), workspace, now, id, labelId, name.get()))
                  .toList()));
    }
    return applied;
  }

  /**
   * A piece has failed; another try comes later, unless there have been enough. Of what has failed
   * for good no row of the file is kept.
   */
  public void failed(UUID workspaceId, UUID importId, RuntimeException why) {
    var now = clocks.real();
    imports
        .locked(workspaceId, importId)
        .map(
            one ->
                switch (one.state()) {
                  case WAITING, RUNNING ->
                      why instanceof RuleViolation broken
                          ? one.failed(broken.code(), true, now)
                          : one.failed("internal_error", false, now);
                  case REVERTING -> one.failed("internal_error", false, now);
                  default -> one;
                })
        .ifPresent(
            one -> {
              imports.write(one);
              if (one.state() == State.FAILED) {
                imports.dropIdlePieces(new Key(workspaceId, importId));
              }
            });
  }
}
