package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactsCreated;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.api.ImportCard;
import cadenza.contacts.api.ImportOptions;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.domain.ContactBatches_;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports_;
import cadenza.contacts.domain.ImportRow;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of contacts, on their way in and back. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final HandSetClocks clocks = new HandSetClocks();
  final Heard<ContactsCreated> created = new Heard<>();
  final Heard<ContactsUpdated> updated = new Heard<>();
  final Heard<ContactDeleted> deleted = new Heard<>();
  final Heard<LabelsApplied> labelled = new Heard<>();
  final Heard<ImportReceived> received = new Heard<>();

  @Test
  void rows_create_and_update_contacts_by_their_address() {
    var first =
        imported(
            """
            First Name,Last Name,Email,Company,Phone
            Avery,Chen,avery@example.com,Acme,+49 30 1
            Blake,,BLAKE@example.com,,
            """);
    assertThat(first.created()).isEqualTo(2);
    assertThat(first.state()).isEqualTo("DONE");
    assertThat(first.columns())
        .containsExactly("first_name", "last_name", "email", "company", "phone");

    var second =
        imported(
            """
            email,company,phone,full_name
            avery@example.com,,+49 30 2,
            blake@example.com,,,Blake
            casey@example.com,Initech,,
            """);

    assertThat(second.created()).isEqualTo(1);
    assertThat(second.updated()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(1);
    assertThat(
            value(
                "select full_name || '/' || company || '/' || array_to_string(phone_numbers, ',')"
                    + " from contacts.contact where address_key = 'avery@example.com'"))
        .isEqualTo("Avery Chen/Acme/+49 30 1,+49 30 2");
    assertThat(value("select full_name from contacts.contact where company = 'Initech'"))
        .isEqualTo("casey@example.com");
    assertThat(created.all().stream().mapToInt(facts -> facts.contacts().size()).sum())
        .isEqualTo(3);
    assertThat(updated.all().stream().mapToInt(facts -> facts.contacts().size()).sum())
        .isEqualTo(1);
    assertThat(value("select count(*) from contacts.import_piece")).isEqualTo("0");
  }

  @Test
  void bad_and_double_rows_are_named_by_their_lines_and_the_others_come_in() {
    var done =
        imported(
            """
            email,zone,notes
            avery@example.com,Europe/Berlin,"two
            lines"
            nobody,,
            ,,
            blake@example.com,Mars/Olympus,
            AVERY@example.com,,again
            casey@example.com,,too,many
            dana@example.com
            erin@example.com,,"=HYPERLINK(""http://x"")"
            frank@example.com,,a\u0000b
            """);

    assertThat(rows(done))
        .containsExactly(
            "2 created null",
            "4 invalid email:invalid_address",
            "5 invalid email:required",
            "6 invalid zone:unknown_zone",
            "7 duplicate null",
            "8 invalid field_count",
            "9 invalid field_count",
            "10 created null",
            "11 invalid notes:unsound_text");
    assertThat(done.invalid()).isEqualTo(6);
    assertThat(done.duplicate()).isEqualTo(1);
    assertThat(value("select notes from contacts.contact where address_key like 'erin%'"))
        .isEqualTo("=HYPERLINK(\"http://x\")");
    assertThat(value("select notes from contacts.contact where address_key like 'avery%'"))
        .isEqualTo("two\nlines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void line_ends_separators_marks_and_charsets_are_recognised(String end) {
    var text = "Name;E-Mail" + end + "Zoë;zoe@example.com" + end;

    for (var charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE")) {
      imported(bytes("\uFEFF" + text, charset), null);
    }
    imported(text.replace(';', '\t').getBytes(StandardCharsets.UTF_8), null);
    imported(bytes(text, "ISO-8859-1"), StandardCharsets.ISO_8859_1);

    assertThat(database.values("select full_name from contacts.contact")).containsExactly("Zoë");
  }

  private static byte[] bytes(String text, String charset) {
    return text.getBytes(Charset.forName(charset));
  }

  @Test
  void a_file_that_cannot_be_read_is_refused_and_leaves_nothing() {
    refused("", "empty_file");
    refused("name,company\nAvery,Acme\n", "no_email_column");
    refused("email\n\"a\"b@example.com\n", "malformed_csv");
    refused("email\n" + "x".repeat(200_000), "malformed_csv");
    refusedBytes(bytes("email\nä@example.com\n", "ISO-8859-1"), "wrong_charset");
    refusedBytes(bytes("email\navery@example.com\n", "UTF-16LE"), "wrong_charset");
    refusedBytes(new byte[] {'P', 'K', 3, 4, 5, 6}, "packed_file");
    refusedBytes(new byte[] {0x1F, (byte) 0x8B, 8, 0}, "packed_file");
    assertThatThrownBy(() -> imported("Mail\na@example.com\n", Map.of("Male", "email")))
        .hasMessageContaining("Male");
    assertThatThrownBy(() -> imported("x\na@example.com\n", Map.of("x", "age")))
        .hasMessageContaining("age");

    assertThat(value("select count(*) from contacts.contact_import")).isEqualTo("0");
    assertThat(value("select count(*) from contacts.contact")).isEqualTo("0");
  }

  @Test
  void a_file_that_breaks_off_leaves_nothing() {
    var broken =
        new InputStream() {
          private final byte[] text = "email\navery@example.com\n".getBytes(StandardCharsets.UTF_8);
          private int at;

          @Override
          public int read() throws IOException {
            if (at == text.length) {
              throw new IOException("The connection is gone");
            }
            return text[at++];
          }
        };

    assertThatThrownBy(() -> receive(broken, options(Map.of(), false, null)))
        .isInstanceOfSatisfying(
            ImportRefused.class, why -> assertThat(why.code()).isEqualTo("broken_file"));
    assertThat(value("select count(*) from contacts.contact_import")).isEqualTo("0");
  }

  @Test
  void a_file_that_is_too_large_is_refused_while_it_comes_in() {
    var endless =
        new InputStream() {
          private static final byte[] TITLES = "email,notes\n".getBytes(StandardCharsets.UTF_8);
          private long at;

          @Override
          public int read() {
            long i = at++;
            return i < TITLES.length ? TITLES[(int) i] : i % 1000 == 0 ? '\n' : 'x';
          }
        };

    assertThatThrownBy(() -> receive(endless, options(Map.of(), false, null)))
        .isInstanceOfSatisfying(
            ImportRefused.class, why -> assertThat(why.code()).isEqualTo("file_too_large"));
    assertThat(value("select count(*) from contacts.import_piece")).isEqualTo("0");
  }

  @Test
  void a_dry_run_tells_what_would_happen_and_changes_nothing() {
    imported("email\navery@example.com\n");

    var dry =
        finished(
            receive(
                stream("email,notes\navery@example.com,x\nblake@example.com,\nnobody,\n"),
                options(Map.of(), true, null)));

    assertThat(dry.created()).isEqualTo(1);
    assertThat(dry.updated()).isEqualTo(1);
    assertThat(dry.invalid()).isEqualTo(1);
    assertThat(value("select count(*) from contacts.contact where notes is null")).isEqualTo("1");
    assertThatThrownBy(() -> revert(dry)).isInstanceOf(ImportCannotBeReverted.class);
  }

  @Test
  void a_mapping_wins_over_what_a_title_says() {
    imported(
        "Mail,Email,Name,Extra\navery@example.com,no address,Avery,x\n",
        Map.of("Mail", "email", "Email", "", "Extra", "notes"));

    assertThat(value("select full_name || notes from contacts.contact")).isEqualTo("Averyx");
  }

  @Test
  void a_piece_that_dies_is_done_once_by_whoever_takes_the_import_up() {
    var file = new StringBuilder("email\n");
    for (int i = 0; i < 12_000; i++) {
      file.append("person").append(i).append("@example.com\n");
    }
    var card = receive(stream(file.toString()), options(Map.of(), false, null));
    assertThat(card.state()).isEqualTo("WAITING");
    assertThat(received.all()).hasSize(1);
    assertThat(advance(card)).isTrue();

    try (var dying = database.begun()) {
      var taken = new ContactImports_(dying).nextPiece(new Key(workspace, card.id()));
      assertThat(taken.orElseThrow().number()).isEqualTo(1);
      assertThat(advance(card)).as("the third piece").isTrue();
      assertThat(advance(card)).as("while another node has the second").isFalse();
      assertThat(rows(card)).hasSize(7_000);
      // the connection ends without a commit, as that of a killed server does
      dying.getTransaction().rollback();
    }
    try (var dying = database.begun()) {
      advancing(dying).advance(workspace, card.id());
      dying.getTransaction().rollback();
    }
    assertThat(read(card).processed()).isEqualTo(7_000);

    assertThat(finished(card).created()).isEqualTo(12_000);
    assertThat(value("select count(*) from contacts.contact")).isEqualTo("12000");
    assertThat(rows(card)).hasSize(12_000);
    assertThat(advance(card)).isFalse();
  }

  @Test
  void two_files_with_the_same_addresses_at_the_same_time_make_each_contact_once() {
    var file = new StringBuilder("email,company\n");
    for (int i = 0; i < 2_000; i++) {
      file.append("person").append(i).append("@example.com,Acme\n");
    }

    var cards =
        AtOnce.times(
            3, i -> finished(receive(stream(file.toString()), options(Map.of(), false, null))));

    assertThat(value("select count(*) from contacts.contact")).isEqualTo("2000");
    assertThat(cards.stream().mapToLong(ImportCard::created).sum()).isEqualTo(2_000);
    assertThat(cards.stream().mapToLong(ImportCard::processed).sum()).isEqualTo(6_000);
  }

  @Test
  void pieces_go_in_side_by_side_and_one_contact_in_two_of_them_comes_back_as_it_was() {
    imported("email,company\navery@example.com,Acme\n");
    database.execute(
        "insert into contacts.contact_address (workspace_id, address_key, contact_id)"
            + " select workspace_id, 'second@example.com', id from contacts.contact");
    var file = new StringBuilder("email,company,notes\navery@example.com,Initech,\n");
    for (int i = 0; i < 14_000; i++) {
      file.append("person").append(i).append("@example.com,,\n");
    }
    file.append("second@example.com,,known\n");
    var card = receive(stream(file.toString()), options(Map.of(), false, null));

    AtOnce.times(
        2,
        i -> {
          while (advance(card)) {
            // the next piece
          }
          return true;
        });

    var done = finished(card);
    assertThat(done.created()).isEqualTo(14_000);
    assertThat(done.updated()).isEqualTo(2);
    assertThat(done.processed()).isEqualTo(14_002);
    assertThat(rows(done)).hasSize(14_002);
    assertThat(avery()).isEqualTo("Initech known");
    assertThat(finished(revert(done)).state()).isEqualTo("REVERTED");
    assertThat(avery()).isEqualTo("Acme ");
    assertThat(value("select count(*) from contacts.contact")).isEqualTo("1");
  }

  private static String avery() {
    return value(
        "select company || ' ' || coalesce(notes, '') from contacts.contact"
            + " where address_key = 'avery@example.com'");
  }

  @Test
  void an_import_is_taken_back_but_for_what_was_touched_since() {
    imported("email,company\navery@example.com,Acme\nblake@example.com,Acme\n");
    var second =
        imported(
            """
            email,company,notes
            avery@example.com,Initech,new
            blake@example.com,Initech,new
            casey@example.com,Initech,
            dana@example.com,Initech,
            """);
    database.execute(
        "update contacts.contact set title = 'CEO', version = version + 1"
            + " where address_key in ('blake@example.com', 'dana@example.com')");

    var reverted = finished(revert(second));

    assertThat(reverted.state()).isEqualTo("REVERTED");
    assertThat(reverted.reverted()).isEqualTo(2);
    assertThat(reverted.kept()).isEqualTo(2);
    assertThat(
            database.values(
                "select address_key || ' ' || company || coalesce(notes, '')"
                    + " from contacts.contact order by 1"))
        .containsExactly(
            "avery@example.com Acme", "blake@example.com Initechnew", "dana@example.com Initech");
    assertThat(deleted.all()).hasSize(1);
    assertThat(revert(reverted)).isEqualTo(reverted);
    assertThat(imported("email\ncasey@example.com\n").created()).isEqualTo(1);
  }

  @Test
  void every_contact_of_the_file_carries_the_label_afterwards() {
    imported("email\navery@example.com\n");
    var label = Ids.next();
    database.execute(
        "insert into contacts.label (workspace_id, id, name, name_key, created_at, updated_at,"
            + " version) values ('%s', '%s', 'Lead', 'lead', now(), now(), 0)"
                .formatted(workspace, label));
    var options = new ImportOptions(false, Map.of(), label, null, null);
    var file = "email\navery@example.com\nblake@example.com\nnobody\n";

    finished(receive(stream(file), options));
    var again = finished(receive(stream(file), options));

    assertThat(again.unchanged()).isEqualTo(2);
    assertThat(value("select count(*) from contacts.contact_label")).isEqualTo("2");
    assertThat(labelled.all()).hasSize(1);
    assertThat(labelled.all().get(0).labels())
        .hasSize(2)
        .allMatch(one -> one.labelName().equals("Lead"));
    assertThatThrownBy(
            () -> receive(stream(file), new ImportOptions(false, Map.of(), Ids.next(), null, null)))
        .isInstanceOf(InvalidField.class);
  }

  private void refused(String file, String code) {
    refusedBytes(file.getBytes(StandardCharsets.UTF_8), code);
  }

  private void refusedBytes(byte[] file, String code) {
    assertThatThrownBy(() -> imported(file, null))
        .isInstanceOfSatisfying(
            ImportRefused.class,
            why -> assertThat(why.code()).as(why.getMessage()).isEqualTo(code));
  }

  private ImportCard imported(String file) {
    return imported(file, Map.of());
  }

  private ImportCard imported(String file, Map<String, String> mapping) {
    return finished(receive(stream(file), options(mapping, false, null)));
  }

  private ImportCard imported(byte[] file, @Nullable Charset charset) {
    return finished(receive(new ByteArrayInputStream(file), options(Map.of(), false, charset)));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ImportOptions options(
      Map<String, String> mapping, boolean dryRun, @Nullable Charset charset) {
    return new ImportOptions(dryRun, mapping, null, null, charset);
  }

  /** The transactions of a file, each of its own as in the container. */
  private ImportCard receive(InputStream file, ImportOptions options) {
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
      return receive.receive(workspace, options, file);
    }
  }

  private static <T> T commit(StatelessSession session, Function<StatelessSession, T> work) {
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

  private AdvanceImport advancing(StatelessSession session) {
    var back = new RevertPiece();
    back.imports = new ContactImports_(session);
    back.contactDeleted = deleted;
    back.contactsUpdated = updated;
    back.clocks = clocks;
    var advance = new AdvanceImport();
    advance.imports = back.imports;
    advance.batches = new ContactBatches_(session);
    advance.revertPiece = back;
    advance.contactsCreated = created;
    advance.contactsUpdated = updated;
    advance.labelsApplied = labelled;
    advance.clocks = clocks;
    return advance;
  }

  private boolean advance(ImportCard card) {
    return database.inTransaction(session -> advancing(session).advance(workspace, card.id()));
  }

  private ImportCard finished(ImportCard card) {
    while (List.of("WAITING", "RUNNING", "REVERTING").contains(read(card).state())) {
      advance(card);
    }
    return read(card);
  }

  private ImportCard revert(ImportCard card) {
    return database.inTransaction(
        session -> {
          var revert = new RevertImport();
          revert.imports = new ContactImports_(session);
          revert.importReceived = received;
          revert.clocks = clocks;
          return revert.revert(workspace, card.id());
        });
  }

  private ImportCard read(ImportCard card) {
    return database.inTransaction(
        session -> reading(session).find(workspace, card.id()).orElseThrow());
  }

  private static ReadImports reading(StatelessSession session) {
    var read = new ReadImports();
    read.imports = new ContactImports_(session);
    return read;
  }

  private List<String> rows(ImportCard card) {
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

  private static String value(String sql) {
    return database.value(sql);
  }
}
