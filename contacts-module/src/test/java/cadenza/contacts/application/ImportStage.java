package cadenza.contacts.application;

import cadenza.contacts.api.ContactsCreated;
import cadenza.contacts.api.ContactsDeleted;
import cadenza.contacts.api.ContactsLeaving;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.api.ImportCard;
import cadenza.contacts.api.ImportOptions;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.api.LabelsRemoved;
import cadenza.contacts.domain.ContactBatches_;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports_;
import cadenza.contacts.domain.ImportRow;
import cadenza.kernel.api.Ids;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files of contacts, each transaction of its own as in the container. */
abstract class ImportStage {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final HandSetClocks clocks = new HandSetClocks();
  final Heard<ContactsCreated> created = new Heard<>();
  final Heard<ContactsUpdated> updated = new Heard<>();
  final Heard<ContactsLeaving> leaving = new Heard<>();
  final Heard<ContactsDeleted> deleted = new Heard<>();
  final Heard<LabelsApplied> labelled = new Heard<>();
  final Heard<LabelsRemoved> unlabelled = new Heard<>();
  final Heard<ImportReceived> received = new Heard<>();

  ImportCard imported(String file) {
    return imported(file, Map.of());
  }

  ImportCard imported(String file, Map<String, String> mapping) {
    return finished(receive(stream(file), options(mapping, false, null)));
  }

  ImportCard imported(byte[] file, @Nullable Charset charset) {
    return finished(receive(new ByteArrayInputStream(file), options(Map.of(), false, charset)));
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static ImportOptions options(
      Map<String, String> mapping, boolean dryRun, @Nullable Charset charset) {
    return new ImportOptions(dryRun, mapping, null, null, charset);
  }

  /** The transactions of a file, each of its own as in the container. */
  ImportCard receive(InputStream file, ImportOptions options) {
    return receive(workspace, file, options);
  }

  ImportCard receive(UUID workspace, InputStream file, ImportOptions options) {
    try (var session = database.open()) {
      var store =
          new StoreImport() {
            @Override
            Key begin(
                UUID workspaceId, boolean dryRun, List<String> columns, @Nullable UUID labelId) {
              return commit(session, any -> super.begin(workspaceId, dryRun, columns, labelId));
            }

            @Override
            void piece(Key of, int number, List<ImportRow> rows) {
              commit(
                  session,
                  any -> {
                    super.piece(of, number, rows);
                    return true;
                  });
            }

            @Override
            ImportCard complete(Key of, long rows, int pieces) {
              return commit(session, any -> super.complete(of, rows, pieces));
            }

            @Override
            void forget(Key of) {
              commit(
                  session,
                  any -> {
                    super.forget(of);
                    return true;
                  });
            }
          };
      store.imports = new ContactImports_(session);
      store.batches = new ContactBatches_(session);
      store.importReceived = received;
      store.clocks = clocks;
      var receive = new ReceiveImport();
      receive.store = store;
      return receive.begin(receive.receive(workspace, options, file));
    }
  }

  static <T> T commit(StatelessSession session, Function<StatelessSession, T> work) {
    var transaction = session.beginTransaction();
    try {
      var result = work.apply(session);
      transaction.commit();
      return result;
    } catch (RuntimeException failed) {
      transaction.rollback();
      throw failed;
    }
  }

  AdvanceImport advancing(StatelessSession session) {
    var back = new RevertPiece();
    back.imports = new ContactImports_(session);
    back.contactsLeaving = leaving;
    back.contactsDeleted = deleted;
    back.labelsRemoved = unlabelled;
    back.contactsUpdated = updated;
    back.clocks = clocks;
    var rows = new SettleRows();
    rows.imports = back.imports;
    rows.batches = new ContactBatches_(session);
    rows.contactsCreated = created;
    rows.contactsUpdated = updated;
    rows.clocks = clocks;
    var advance = new AdvanceImport();
    advance.imports = back.imports;
    advance.settleRows = rows;
    advance.revertPiece = back;
    advance.labelsApplied = labelled;
    advance.clocks = clocks;
    return advance;
  }

  boolean advance(ImportCard card) {
    return database.inTransaction(session -> advancing(session).advance(workspace, card.id()));
  }

  ImportCard finished(ImportCard card) {
    while (List.of("WAITING", "RUNNING", "REVERTING").contains(read(card).state())) {
      advance(card);
    }
    return read(card);
  }

  ImportCard revert(ImportCard card) {
    return database.inTransaction(
        session -> {
          var revert = new RevertImport();
          revert.imports = new ContactImports_(session);
          revert.importReceived = received;
          revert.clocks = clocks;
          return revert.revert(workspace, card.id());
        });
  }

  ImportCard read(ImportCard card) {
    return database.inTransaction(
        session -> reading(session).find(workspace, card.id()).orElseThrow());
  }

  static ReadImports reading(StatelessSession session) {
    var read = new ReadImports();
    read.imports = new ContactImports_(session);
    return read;
  }

  List<String> rows(ImportCard card) {
    return database.inTransaction(
        session -> {
          var all = new ArrayList<String>();
          var read = reading(session);
          for (var some = read.rows(workspace, card.id(), 0);
              some.isPresent();
              some = read.rows(workspace, card.id(), some.get().next())) {
            some.get()
                .rows()
                .forEach(row -> all.add(row.line() + " " + row.outcome() + " " + row.code()));
          }
          return all;
        });
  }

  static String value(String sql) {
    return database.value(sql);
  }

  /** A label called Lead. */
  UUID label() {
    var label = Ids.next();
    database.execute(
        "insert into contacts.label (workspace_id, id, name, name_key, created_at, updated_at,"
            + " version) values ('%s', '%s', 'Lead', 'lead', now(), now(), 0)"
                .formatted(workspace, label));
    return label;
  }

  static ImportOptions labelling(UUID label) {
    return new ImportOptions(false, Map.of(), label, null, null);
  }

  /** So many rows of people whom nobody knows. */
  static String people(int many) {
    var file = new StringBuilder("email\n");
    for (int i = 0; i < many; i++) {
      file.append("person").append(i).append("@example.com\n");
    }
    return file.toString();
  }
}
