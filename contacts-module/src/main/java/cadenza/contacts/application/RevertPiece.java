package cadenza.contacts.application;

import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsDeleted;
import cadenza.contacts.api.ContactsLeaving;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.api.LabelRemoved;
import cadenza.contacts.api.LabelsRemoved;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Takes back what a piece of an import did, as far as nobody has touched it since. A contact that
 * somebody needs, because it is written to or was, stays.
 */
@Dependent
class RevertPiece {
  @Inject ContactImports imports;
  @Inject Event<ContactsLeaving> contactsLeaving;
  @Inject Event<ContactsDeleted> contactsDeleted;
  @Inject Event<LabelsRemoved> labelsRemoved;
  @Inject Event<ContactsUpdated> contactsUpdated;
  @Inject Clocks clocks;

  boolean back(ContactImport one) {
    var outcomes = new ArrayList<Outcome>();
    if (one.place() > 0) {
      takeBack(one, one.place() - 1, outcomes);
    }
    var next = one.wentBack(outcomes, clocks.real());
    imports.write(next);
    return next.state() == State.REVERTING;
  }

  private void takeBack(ContactImport one, int number, List<Outcome> outcomes) {
    var of = new Key(one.workspaceId(), one.id());
    var rows = imports.results(of, number);
    var created = ids(rows, Outcome.CREATED);
    var changed = ids(rows, Outcome.UPDATED);
    var labelled = imports.labelled(of, number);
    // held before the contacts are, as by whoever removes a label, which goes off its contacts
    var label =
        one.labelId() == null
            ? Optional.<String>empty()
            : imports.labelName(one.workspaceId(), one.labelId());
    imports.lockToGo(
        one.workspaceId(),
        Stream.of(created, changed, labelled).flatMap(List::stream).distinct().toList());
    remove(one, created, outcomes);
    restore(of, changed, outcomes);
    label.ifPresent(name -> unlabel(one, name, labelled));
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
    var leaving =
        new ContactsLeaving(workspace, imports.untouched(workspace, created, one.labelId()));
    contactsLeaving.fire(leaving);
    var going = leaving.going();
    count(created, going.size(), outcomes);
    if (going.isEmpty()) {
      return;
    }
    var now = clocks.of(workspace);
    imports.delete(workspace, going);
    contactsDeleted.fire(
        new ContactsDeleted(
            going.stream()
                .map(id -> new ContactDeleted(Ids.next(), workspace, now, id, false))
                .toList()));
  }

  /** Off whoever has it from the import and is still there, touched or not. */
  private void unlabel(ContactImport one, String name, List<UUID> labelled) {
    var labelId = one.labelId();
    if (labelId == null || labelled.isEmpty()) {
      return;
    }
    var workspace = one.workspaceId();
    var taken = imports.unlabel(workspace, labelId, labelled);
    if (taken.isEmpty()) {
      return;
    }
    var now = clocks.of(workspace);
    labelsRemoved.fire(
        new LabelsRemoved(
            taken.stream()
                .map(id -> new LabelRemoved(Ids.next(), workspace, now, id, labelId, name))
                .toList()));
  }

  private void restore(Key of, List<UUID> changed, List<Outcome> outcomes) {
    if (changed.isEmpty()) {
      return;
    }
    var now = clocks.of(of.workspaceId());
    var restored = imports.restore(of, changed, now);
    if (!restored.isEmpty()) {
      imports.keepHandles(of.workspaceId(), List.copyOf(restored));
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
