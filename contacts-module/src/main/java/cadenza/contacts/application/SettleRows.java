package cadenza.contacts.application;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsCreated;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.domain.ContactBatches;
import cadenza.contacts.domain.ContactImport;
import cadenza.contacts.domain.ContactImport.Outcome;
import cadenza.contacts.domain.ContactImports;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports.Settled;
import cadenza.contacts.domain.ImportField;
import cadenza.contacts.domain.ImportRow;
import cadenza.contacts.domain.ImportedContact;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes contacts of rows, and tells what became of each row. */
@Dependent
class SettleRows {
  @Inject ContactImports imports;
  @Inject ContactBatches batches;
  @Inject Event<ContactsCreated> contactsCreated;
  @Inject Event<ContactsUpdated> contactsUpdated;
  @Inject Clocks clocks;

  /** In the order of the file. */
  List<Settled> settle(ContactImport one, List<ImportRow> rows) {
    var fields = ImportField.taken(one.columns());
    var settled = new ArrayList<Settled>(rows.size());
    var contacts = new ArrayList<ImportedContact>(rows.size());
    for (var row : rows) {
      var flaw = row.flaw();
      if (flaw != null) {
        settled.add(
            flaw.equals(ReceiveImport.DUPLICATE)
                ? new Settled(row.line(), Outcome.DUPLICATE, null, null)
                : new Settled(row.line(), Outcome.INVALID, null, flaw));
      } else {
        read(row, fields, contacts, settled);
      }
    }
    contacts.sort(Comparator.comparing(ImportedContact::addressKey));
    if (!contacts.isEmpty()) {
      save(one, contacts, settled);
    }
    settled.sort(Comparator.comparingLong(Settled::line));
    return settled;
  }

  /** It was sound when it came in, as far as that node knew. */
  private static void read(
      ImportRow row,
      List<ImportField> fields,
      List<ImportedContact> contacts,
      List<Settled> settled) {
    try {
      contacts.add(ImportedContact.of(row, fields));
    } catch (InvalidField wrong) {
      settled.add(new Settled(row.line(), Outcome.INVALID, null, ImportedContact.flaw(wrong)));
    }
  }

  private void save(ContactImport one, List<ImportedContact> contacts, List<Settled> settled) {
    var holders = holders(one.workspaceId(), contacts);
    var strangers =
        contacts.stream().filter(each -> !holders.containsKey(each.addressKey())).toList();
    var known = new ArrayList<>(contacts);
    known.removeIf(each -> !holders.containsKey(each.addressKey()));
    if (one.dryRun()) {
      strangers.forEach(each -> settled.add(new Settled(each.line(), Outcome.CREATED, null, null)));
      known.forEach(
          each ->
              settled.add(
                  new Settled(each.line(), Outcome.UPDATED, holders.get(each.addressKey()), null)));
      return;
    }
    var of = new Key(one.workspaceId(), one.id());
    var saved = new Saved(of, clocks.of(of.workspaceId()), settled);
    // contacts are locked before addresses and companies, as by whoever changes one
    change(saved, known, holders);
    create(saved, strangers);
    if (!saved.changed().isEmpty()) {
      imports.keepHandles(of.workspaceId(), saved.changed());
    }
    if (!saved.made().isEmpty()) {
      imports.addHandles(of.workspaceId(), saved.made());
    }
    if (!saved.domains().isEmpty()) {
      batches.ensureCompanies(of.workspaceId(), saved.domains(), saved.now());
    }
  }

  private Map<String, UUID> holders(UUID workspaceId, List<ImportedContact> contacts) {
    return batches.holders(
        workspaceId, contacts.stream().map(ImportedContact::addressKey).toList());
  }

  /**
   * What has been done with a piece.
   *
   * @param changed whose phones or profiles may be others now
   * @param made those that have one
   * @param domains whose companies there shall be
   */
  private record Saved(
      Key of,
      Instant now,
      List<Settled> settled,
      List<UUID> changed,
      List<ImportedContact> made,
      TreeSet<String> domains) {
    Saved(Key of, Instant now, List<Settled> settled) {
      this(of, now, settled, new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
    }

    UUID workspaceId() {
      return of.workspaceId();
    }

    void settle(ImportedContact one, Outcome outcome, UUID contactId) {
      settled.add(new Settled(one.line(), outcome, contactId, null));
    }

    void made(ImportedContact one) {
      settle(one, Outcome.CREATED, one.id());
      if (one.namesHandles()) {
        made.add(one);
      }
      company(one.companyDomain());
    }

    void changed(ImportedContact one, UUID contactId) {
      settle(one, Outcome.UPDATED, contactId);
      if (one.namesHandles()) {
        changed.add(contactId);
      }
      company(one.saidDomain());
    }

    private void company(@Nullable String domain) {
      if (domain != null) {
        domains.add(domain);
      }
    }
  }

  private void create(Saved saved, List<ImportedContact> strangers) {
    if (strangers.isEmpty()) {
      return;
    }
    var workspace = saved.workspaceId();
    var created = imports.create(workspace, strangers, saved.now());
    var facts = new ArrayList<ContactCreated>(created.size());
    var late = new ArrayList<ImportedContact>();
    for (var one : strangers) {
      if (!created.contains(one.id())) {
        late.add(one);
        continue;
      }
      saved.made(one);
      facts.add(
          new ContactCreated(
              Ids.next(), workspace, saved.now(), one.id(), one.name(), one.address().text()));
    }
    contactsCreated.fire(new ContactsCreated(facts));
    if (!late.isEmpty()) {
      // somebody else has made these meanwhile, and has committed by now
      change(saved, late, holders(workspace, late));
    }
  }

  private void change(Saved saved, List<ImportedContact> known, Map<String, UUID> holders) {
    // two addresses of one contact, in two rows: the first row counts
    var firstOf = new HashSet<UUID>();
    var contacts = new ArrayList<ImportedContact>();
    var ids = new ArrayList<UUID>();
    for (var one : known) {
      var holder = holders.get(one.addressKey());
      if (holder == null) {
        saved.settled().add(new Settled(one.line(), Outcome.INVALID, null, "email:taken_back"));
      } else if (firstOf.add(holder)) {
        contacts.add(one);
        ids.add(holder);
      } else {
        saved.settle(one, Outcome.DUPLICATE, holder);
      }
    }
    if (contacts.isEmpty()) {
      return;
    }
    var changed = imports.change(saved.of(), contacts, ids, saved.now());
    for (int i = 0; i < contacts.size(); i++) {
      var one = contacts.get(i);
      var id = ids.get(i);
      if (changed.contains(id)) {
        saved.changed(one, id);
      } else {
        saved.settle(one, Outcome.UNCHANGED, id);
      }
    }
    tell(saved, changed);
  }

  private void tell(Saved saved, Collection<UUID> changed) {
    if (!changed.isEmpty()) {
      contactsUpdated.fire(
          new ContactsUpdated(
              changed.stream()
                  .map(id -> new ContactUpdated(Ids.next(), saved.workspaceId(), saved.now(), id))
                  .toList()));
    }
  }
}
