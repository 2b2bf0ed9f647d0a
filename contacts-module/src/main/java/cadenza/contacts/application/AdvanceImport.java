package cadenza.contacts.application;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsCreated;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.api.LabelApplied;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.domain.ContactBatches;
import cadenza.contacts.domain.ContactImport;
import cadenza.contacts.domain.ContactImport.Outcome;
import cadenza.contacts.domain.ContactImport.State;
import cadenza.contacts.domain.ContactImports;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports.Settled;
import cadenza.contacts.domain.ImportField;
import cadenza.contacts.domain.ImportRow;
import cadenza.contacts.domain.ImportedContact;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One piece of an import, in a handful of statements. What it does, its ledger and the place it
 * leads to are committed together, so no row is passed over and none counts twice, whenever the
 * server dies.
 */
@UseCase
public class AdvanceImport {
  @Inject ContactImports imports;
  @Inject ContactBatches batches;
  @Inject RevertPiece revertPiece;
  @Inject Event<ContactsCreated> contactsCreated;
  @Inject Event<ContactsUpdated> contactsUpdated;
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
    var settled = settle(one, of, piece.rows());
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

  private List<Settled> settle(ContactImport one, Key of, List<ImportRow> rows) {
    var fields = fields(one.columns());
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
    save(one, of, contacts, settled);
    settled.sort(Comparator.comparingLong(Settled::line));
    return settled;
  }

  private static List<ImportField> fields(List<String> columns) {
    return columns.stream()
        .filter(column -> !column.isEmpty())
        .map(column -> ImportField.of(column).orElseThrow())
        .toList();
  }

  private static void read(
      ImportRow row,
      List<ImportField> fields,
      List<ImportedContact> contacts,
      List<Settled> settled) {
    try {
      contacts.add(ImportedContact.of(row, fields));
    } catch (InvalidField wrong) {
      settled.add(
          new Settled(row.line(), Outcome.INVALID, null, wrong.pointer() + ":" + wrong.code()));
    }
  }

  private void save(
      ContactImport one, Key of, List<ImportedContact> contacts, List<Settled> settled) {
    var now = clocks.of(of.workspaceId());
    var holders =
        contacts.isEmpty()
            ? Map.<String, UUID>of()
            : batches.holders(
                of.workspaceId(), contacts.stream().map(ImportedContact::addressKey).toList());
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
    // contacts are locked before addresses and companies, as by whoever changes one
    change(of, known, holders, settled, now);
    create(of, strangers, settled, now);
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

  private void create(Key of, List<ImportedContact> strangers, List<Settled> settled, Instant now) {
    if (strangers.isEmpty()) {
      return;
    }
    var workspace = of.workspaceId();
    var created = imports.create(workspace, strangers, now);
    var facts = new ArrayList<ContactCreated>(created.size());
    var domains = new TreeSet<String>();
    var late = new ArrayList<ImportedContact>();
    for (var one : strangers) {
      if (!created.contains(one.id())) {
        late.add(one);
        continue;
      }
      settled.add(new Settled(one.line(), Outcome.CREATED, one.id(), null));
      var domain = one.companyDomain();
      if (domain != null) {
        domains.add(domain);
      }
      facts.add(
          new ContactCreated(
              Ids.next(), workspace, now, one.id(), one.name(), one.address().text()));
    }
    keepCompanies(workspace, domains, now);
    contactsCreated.fire(new ContactsCreated(facts));
    if (!late.isEmpty()) {
      // somebody else has made these meanwhile, and has committed by now
      var holders =
          batches.holders(workspace, late.stream().map(ImportedContact::addressKey).toList());
      change(of, late, holders, settled, now);
    }
  }

  private void keepCompanies(UUID workspaceId, Set<String> domains, Instant now) {
    if (!domains.isEmpty()) {
      batches.ensureCompanies(workspaceId, domains, now);
    }
  }

  private void change(
      Key of,
      List<ImportedContact> known,
      Map<String, UUID> holders,
      List<Settled> settled,
      Instant now) {
    // two addresses of one contact, in two rows: the first row counts
    var firstOf = new HashSet<UUID>();
    var contacts = new ArrayList<ImportedContact>();
    var ids = new ArrayList<UUID>();
    for (var one : known) {
      var holder = holders.get(one.addressKey());
      if (holder == null) {
        settled.add(new Settled(one.line(), Outcome.INVALID, null, "email:taken_back"));
      } else if (firstOf.add(holder)) {
        contacts.add(one);
        ids.add(holder);
      } else {
        settled.add(new Settled(one.line(), Outcome.DUPLICATE, holder, null));
      }
    }
    if (contacts.isEmpty()) {
      return;
    }
    var changed = imports.change(of, contacts, ids, now);
    for (int i = 0; i < contacts.size(); i++) {
      var id = ids.get(i);
      settled.add(
          new Settled(
              contacts.get(i).line(),
              changed.contains(id) ? Outcome.UPDATED : Outcome.UNCHANGED,
              id,
              null));
    }
    tell(of.workspaceId(), changed, now);
  }

  private void tell(UUID workspaceId, Collection<UUID> changed, Instant now) {
    if (!changed.isEmpty()) {
      contactsUpdated.fire(
          new ContactsUpdated(
              changed.stream()
                  .map(id -> new ContactUpdated(Ids.next(), workspaceId, now, id))
                  .toList()));
    }
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
