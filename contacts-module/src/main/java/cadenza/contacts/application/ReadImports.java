package cadenza.contacts.application;

import cadenza.contacts.api.ImportCard;
import cadenza.contacts.api.ImportedRow;
import cadenza.contacts.domain.ContactImport;
import cadenza.contacts.domain.ContactImports;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports.Settled;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells how far imports have come, and what became of their rows. */
@UseCase
public class ReadImports {
  private static final int AT_ONCE = 20;

  /** Their lanes fit into the queue of the executor. */
  private static final int WORKSPACES_AT_ONCE = 80;

  @Inject ContactImports imports;

  public Optional<ImportCard> find(UUID workspaceId, UUID importId) {
    return imports.withId(workspaceId, importId).map(ContactImport::card);
  }

  public Page<ImportCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var rows = imports.page(workspaceId, after, limit + 1);
    return Page.of(rows, limit, one -> one.id().toString()).map(ContactImport::card);
  }

  /** Some thousand rows, and the number by which the next ones are asked for. */
  public record Rows(List<ImportedRow> rows, int next) {}

  /**
   * Rows of what is done so far, in the order of the file.
   *
   * @param from 0 at first
   * @return empty behind the last ones
   */
  public Optional<Rows> rows(UUID workspaceId, UUID importId, int from) {
    var of = new Key(workspaceId, importId);
    return imports
        .resultFrom(of, from)
        .map(number -> new Rows(told(imports.results(of, number)), number + 1));
  }

  private static List<ImportedRow> told(List<Settled> rows) {
    return rows.stream()
        .map(
            row ->
                new ImportedRow(
                    row.line(),
                    row.outcome().name().toLowerCase(Locale.ROOT),
                    row.contactId(),
                    row.code()))
        .toList();
  }

  /** Some of the workspaces that have something to be worked on. */
  List<UUID> open() {
    return imports.workspacesWithOpen(WORKSPACES_AT_ONCE);
  }

  /** What is to be worked on in a workspace, the oldest first. */
  List<Key> open(UUID workspaceId) {
    return imports.open(workspaceId, AT_ONCE);
  }
}
