package cadenza.contacts.application;

import cadenza.access.api.EraseTraces;
import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.ContactErased;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsMerged;
import cadenza.contacts.api.LabelRemoved;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.contacts.api.SuppressionsAdded;
import cadenza.contacts.domain.Companies_;
import cadenza.contacts.domain.ContactBatches_;
import cadenza.contacts.domain.Contacts_;
import cadenza.contacts.domain.CustomFields_;
import cadenza.contacts.domain.Labels_;
import cadenza.contacts.domain.Suppressions_;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** The use cases of this module, each call in a transaction of its own, and what they told. */
final class ContactsStage {
  private final ContactsDatabase database;
  final HandSetClocks clocks = new HandSetClocks();
  final SubjectKeyCache cache = new SubjectKeyCache();

  final Heard<ContactCreated> created = new Heard<>();
  final Heard<ContactUpdated> updated = new Heard<>();
  final Heard<ContactDeleted> deleted = new Heard<>();
  final Heard<ContactErased> erased = new Heard<>();
  final Heard<ContactsMerged> merged = new Heard<>();
  final Heard<EraseTraces> traces = new Heard<>();
  final Heard<LabelsApplied> labelsApplied = new Heard<>();
  final Heard<LabelRemoved> labelRemoved = new Heard<>();
  final Heard<SuppressionAdded> suppressionAdded = new Heard<>();
  final Heard<SuppressionsAdded> suppressionsAdded = new Heard<>();
  final Heard<SuppressionLifted> suppressionLifted = new Heard<>();

  ContactsStage(ContactsDatabase database) {
    this.database = database;
  }

  <T> T saving(Function<SaveContact, T> work) {
    return database.inTransaction(
        session -> {
          var save = new SaveContact();
          save.contacts = new Contacts_(session);
          save.labels = new Labels_(session);
          save.customValues = customValues(session);
          save.contactCreated = created;
          save.contactUpdated = updated;
          save.clocks = clocks;
          return work.apply(save);
        });
  }

  ContactCard save(UUID workspace, ContactDraft draft) {
    return saving(save -> save.save(workspace, draft)).card();
  }

  ContactCard contact(UUID workspace, String name, String... addresses) {
    var emails = Stream.of(addresses).map(one -> new ContactCard.Email("work", one)).toList();
    return save(workspace, new ContactDraft(name, emails, null, null, null, null));
  }

  <T> T reading(Function<ReadContacts, T> work) {
    return database.inTransaction(session -> work.apply(read(session)));
  }

  Recipient recipient(UUID contact) {
    Map<UUID, Recipient> found = reading(read -> read.recipients(List.of(contact)));
    return Objects.requireNonNull(found.get(contact));
  }

  Optional<ContactCard> found(UUID workspace, UUID contact) {
    return reading(read -> read.find(workspace, contact));
  }

  Optional<UUID> holder(UUID workspace, String address) {
    return reading(read -> read.idOf(workspace, address));
  }

  private ReadContacts read(StatelessSession session) {
    var read = new ReadContacts();
    read.contacts = new Contacts_(session);
    read.labels = new Labels_(session);
    read.customValues = customValues(session);
    read.mailGate = mailGate(session);
    read.clocks = clocks;
    return read;
  }

  private static CustomValuesCheck customValues(StatelessSession session) {
    var values = new CustomValuesCheck();
    values.customFields = new CustomFields_(session);
    return values;
  }

  MailGate mailGate(StatelessSession session) {
    var gate = new MailGate();
    gate.suppressions = new Suppressions_(session);
    gate.subjectKeys = subjectKeys(session);
    gate.clocks = clocks;
    return gate;
  }

  SubjectKeys subjectKeys(StatelessSession session) {
    var keys = new SubjectKeys();
    keys.suppressions = new Suppressions_(session);
    keys.secretBox = new GlassBox();
    keys.cache = cache;
    return keys;
  }

  <T> T labels(Function<DefineLabel, T> work) {
    return database.inTransaction(
        session -> {
          var define = new DefineLabel();
          define.labels = new Labels_(session);
          define.clocks = clocks;
          return work.apply(define);
        });
  }

  <T> T labelling(Function<LabelContacts, T> work) {
    return database.inTransaction(
        session -> {
          var label = new LabelContacts();
          label.labels = new Labels_(session);
          label.contacts = new Contacts_(session);
          label.labelsApplied = labelsApplied;
          label.labelRemoved = labelRemoved;
          label.clocks = clocks;
          return work.apply(label);
        });
  }

  <T> T companies(Function<KeepCompanies, T> work) {
    return database.inTransaction(
        session -> {
          var keep = new KeepCompanies();
          keep.companies = new Companies_(session);
          keep.clocks = clocks;
          return work.apply(keep);
        });
  }

  <T> T customFields(Function<DefineCustomField, T> work) {
    return database.inTransaction(
        session -> {
          var define = new DefineCustomField();
          define.customFields = new CustomFields_(session);
          define.clocks = clocks;
          return work.apply(define);
        });
  }

  ContactCard merge(UUID workspace, UUID kept, UUID mergedId) {
    return database.inTransaction(
        session -> {
          var merge = new MergeContacts();
          merge.contacts = new Contacts_(session);
          merge.readContacts = read(session);
          merge.contactsMerged = merged;
          merge.contactUpdated = updated;
          merge.clocks = clocks;
          return merge.merge(workspace, kept, mergedId, "/from");
        });
  }

  <T> T removing(Function<RemoveContact, T> work) {
    return database.inTransaction(
        session -> {
          var remove = new RemoveContact();
          remove.contacts = new Contacts_(session);
          remove.suppressions = new Suppressions_(session);
          remove.subjectKeys = subjectKeys(session);
          remove.contactDeleted = deleted;
          remove.contactErased = erased;
          remove.eraseTraces = traces;
          remove.clocks = clocks;
          return work.apply(remove);
        });
  }

  void erase(UUID workspace, UUID contact, boolean suppress) {
    removing(
        remove -> {
          remove.erase(workspace, contact, suppress);
          return true;
        });
  }

  SavedSuppression suppress(UUID workspace, SuppressionDraft draft) {
    return database.inTransaction(
        session -> {
          var suppress = new SuppressAddress();
          suppress.contacts = new Contacts_(session);
          suppress.suppressions = new Suppressions_(session);
          suppress.subjectKeys = subjectKeys(session);
          suppress.suppressionAdded = suppressionAdded;
          suppress.clocks = clocks;
          return suppress.suppress(workspace, draft);
        });
  }

  SuppressMany.Outcome suppressMany(UUID workspace, List<SuppressionDraft> drafts) {
    return database.inTransaction(
        session -> {
          var suppress = new SuppressMany();
          suppress.suppressions = new Suppressions_(session);
          suppress.contacts = new ContactBatches_(session);
          suppress.subjectKeys = subjectKeys(session);
          suppress.suppressionsAdded = suppressionsAdded;
          suppress.clocks = clocks;
          return suppress.suppress(workspace, drafts);
        });
  }

  <T> T lifting(Function<LiftSuppression, T> work) {
    return database.inTransaction(
        session -> {
          var lift = new LiftSuppression();
          lift.suppressions = new Suppressions_(session);
          lift.subjectKeys = subjectKeys(session);
          lift.suppressionLifted = suppressionLifted;
          lift.clocks = clocks;
          return work.apply(lift);
        });
  }

  <T> T suppressions(Function<ReadSuppressions, T> work) {
    return database.inTransaction(
        session -> {
          var read = new ReadSuppressions();
          read.suppressions = new Suppressions_(session);
          read.mailGate = mailGate(session);
          read.subjectKeys = subjectKeys(session);
          read.clocks = clocks;
          return work.apply(read);
        });
  }
}
