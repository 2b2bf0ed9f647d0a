package cadenza.contacts.application;

import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.domain.ContactImport;
import cadenza.contacts.domain.ContactImport.Outcome;
import cadenza.contacts.domain.ContactImport.State;
import cadenza.contacts.domain.ContactImports;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports.Settled;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Takes back what a piece of an import did, as far as nobody has touched it since. */
@Dependent
class RevertPiece {
  @Inject ContactImports imports;
  @Inject Event<ContactDeleted> contactDeleted;
  @Inject Event<ContactsUpdated> contactsUpdated;
  @Inject Clocks clocks;

  boolean back(ContactImport one) {
    var of = new Key(one.workspaceId(), one.id());
    var rows = one.place() == 0 ? List.<Settled>of() : imports.results(of, one.place() - 1);
    var outcomes = new ArrayList<Outcome>();
    remove(one, ids(rows, Outcome.CREATED), outcomes);
    restore(of, ids(rows, Outcome.UPDATED), outcomes);
    var next = one.wentBack(outcomes, clocks.real());
    imports.write(next);
    return next.state() == State.REVERTING;
  }

  private static List<UUID> ids(List<Settled> rows, Outcome outcome) {
    var ids = new ArrayList<UUID>();
    for (var row : rows) {
      var id = row.contactId();
      if (row.outcome() == outcome && id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private void remove(ContactImport one, List<UUID> created, List<Outcome> outcomes) {
    if (created.isEmpty()) {
      return;
    }
    var workspace = one.workspaceId();
    var untouched = imports.untouched(workspace, created, one.labelId());
    var now = clocks.of(workspace);
    imports.delete(workspace, List.copyOf(untouched));
    untouched.forEach(
        id -> contactDeleted.fire(new ContactDeleted(Ids.next(), workspace, now, id, false)));
    count(created, untouched.size(), outcomes);
  }

  private void restore(Key of, List<UUID> changed, List<Outcome> outcomes) {
    if (changed.isEmpty()) {
      return;
    }
    var now = clocks.of(of.workspaceId());
    var restored = imports.restore(of, changed, now);
    if (!restored.isEmpty()) {
      contactsUpdated.fire(
          new ContactsUpdated(
              restored.stream()
                  .map(id -> new ContactUpdated(Ids.next(), of.workspaceId(), now, id))
                  .toList()));
    }
    count(changed, restored.size(), outcomes);
  }

  private static void count(List<UUID> all, int reverted, List<Outcome> outcomes) {
    for (int i = 0; i < all.size(); i++) {
      outcomes.add(i < reverted ? Outcome.REVERTED : Outcome.KEPT);
    }
  }
}
