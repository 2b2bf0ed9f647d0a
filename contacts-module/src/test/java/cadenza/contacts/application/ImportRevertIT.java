package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ImportCard;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports_;
import cadenza.kernel.api.NotFound;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The way back of a file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportRevertIT extends ImportStage {
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
    assertThat(deleted.all())
        .singleElement()
        .satisfies(facts -> assertThat(facts.contacts()).hasSize(1));
    assertThat(revert(reverted)).isEqualTo(reverted);
    assertThat(imported("email\ncasey@example.com\n").created()).isEqualTo(1);
  }

  @Test
  void whoever_is_needed_stays_when_the_import_is_taken_back() {
    var card = imported("email\navery@example.com\nblake@example.com\ncasey@example.com\n");
    var avery = UUID.fromString(value("select id from contacts.contact where " + is("avery")));
    leaving.observedBy(question -> question.need(List.of(avery)));

    var reverted = finished(revert(card));

    assertThat(reverted.reverted()).isEqualTo(2);
    assertThat(reverted.kept()).isEqualTo(1);
    assertThat(database.values("select address_key from contacts.contact"))
        .containsExactly("avery@example.com");
    assertThat(leaving.all())
        .singleElement()
        .satisfies(
            question -> assertThat(question.contactIds()).hasSize(3).contains(avery).isSorted());
    assertThat(deleted.all())
        .singleElement()
        .satisfies(facts -> assertThat(facts.contacts()).hasSize(2));
  }

  private static String is(String name) {
    return "address_key = '" + name + "@example.com'";
  }

  @Test
  void the_label_goes_off_whoever_got_it_from_the_import() {
    imported("email,company\navery@example.com,Acme\nblake@example.com,Acme\n");
    var label = label();
    database.execute(
        "insert into contacts.contact_label (workspace_id, label_id, contact_id, applied_at)"
            + " select workspace_id, '"
            + label
            + "', id, now() from contacts.contact where "
            + is("blake"));
    var file = "email,company\navery@example.com,Acme\nblake@example.com,X\nnew@example.com,\n";
    var card = finished(receive(stream(file), labelling(label)));
    assertThat(card.unchanged()).isEqualTo(1);

    finished(revert(card));

    assertThat(
            database.values(
                "select c.address_key from contacts.contact_label l"
                    + " join contacts.contact c on c.id = l.contact_id"))
        .containsExactly("blake@example.com");
    assertThat(unlabelled.all())
        .singleElement()
        .satisfies(
            facts ->
                assertThat(facts.labels())
                    .singleElement()
                    .satisfies(one -> assertThat(one.labelName()).isEqualTo("Lead")));
  }

  @Test
  void a_label_that_is_being_removed_is_waited_for_before_any_contact_is_held()
      throws SQLException {
    var label = label();
    var card = finished(receive(stream("email\navery@example.com\n"), labelling(label)));
    revert(card);
    try (var removing = database.connection();
        var statement = removing.createStatement()) {
      removing.setAutoCommit(false);
      statement.execute("select from contacts.label where id = '" + label + "' for update");

      var back = CompletableFuture.supplyAsync(() -> advance(card));
      database.awaitSomebodyWaiting();

      statement.execute("select from contacts.contact for update nowait");
      statement.execute("delete from contacts.label where id = '" + label + "'");
      removing.commit();
      back.join();
    }
    assertThat(finished(card).state()).isEqualTo("REVERTED");
    assertThat(value("select count(*) from contacts.contact")).isEqualTo("0");
  }

  @Test
  void an_import_that_failed_in_one_lane_keeps_no_rows_and_goes_no_further_in_another() {
    var card = receive(stream(people(12_000)), options(Map.of(), false, null));
    try (var other = database.begun()) {
      var taken = new ContactImports_(other).nextPiece(new Key(workspace, card.id()));
      assertThat(taken.orElseThrow().number()).isZero();
      fail(card);
      assertThat(read(card).state()).isEqualTo("FAILED");
      assertThat(pieces()).as("but the one under way").isEqualTo("1");
      other.getTransaction().rollback();
    }
    assertThat(openImports()).containsExactly(card.id());

    assertThat(advance(card)).isFalse();

    assertThat(pieces()).isEqualTo("0");
    assertThat(openImports()).isEmpty();
    assertThat(value("select count(*) from contacts.contact")).isEqualTo("0");
  }

  @Test
  void a_lane_that_is_late_neither_undoes_the_way_back_nor_goes_on_forward() {
    var card = receive(stream(people(12_000)), options(Map.of(), false, null));
    advance(card);
    CompletableFuture<ImportCard> turned;
    try (var late = database.begun()) {
      var taken = new ContactImports_(late).nextPiece(new Key(workspace, card.id()));
      assertThat(taken.orElseThrow().number()).isEqualTo(1);
      fail(card);
      turned = CompletableFuture.supplyAsync(() -> revert(card));
      assertThat(advancing(late).advance(workspace, card.id())).isFalse();
      late.getTransaction().commit();
    }
    assertThat(turned.join().state()).isEqualTo("REVERTING");
    assertThat(pieces()).isEqualTo("0");
    fail(card);
    var reverted = finished(card);

    assertThat(reverted.state()).isEqualTo("REVERTED");
    assertThat(reverted.reverted()).isEqualTo(5_000);
    assertThat(value("select count(*) from contacts.contact")).isEqualTo("0");
    assertThat(advance(card)).isFalse();
    fail(card);
    assertThat(read(card)).isEqualTo(reverted);
  }

  @Test
  void a_way_back_that_failed_goes_on_where_it_was() {
    var card = imported(people(12_000));
    revert(card);
    advance(card);
    for (int i = 0; i < 5; i++) {
      database.inTransaction(
          session -> {
            advancing(session).failed(workspace, card.id(), new IllegalStateException());
            return true;
          });
    }
    assertThat(read(card).state()).isEqualTo("FAILED");

    var reverted = finished(revert(card));

    assertThat(reverted.state()).isEqualTo("REVERTED");
    assertThat(reverted.reverted()).isEqualTo(12_000);
    assertThat(reverted.kept()).isZero();
  }

  @Test
  void what_contacts_were_is_kept_for_thirty_days_and_without_their_addresses() {
    imported(people(3_000));
    var changed =
        imported(people(3_000).replace("email", "email,company").replace(".com", ".com,A"));
    assertThat(changed.updated()).isEqualTo(3_000);
    assertThat(
            value(
                "select count(*) from contacts.import_undo where before::text like '%address%:%'"))
        .isEqualTo("0");
    clocks.pass(Duration.ofDays(30).minusSeconds(1));
    forget();
    assertThat(undoRows()).isEqualTo("3000");

    clocks.pass(Duration.ofSeconds(1));

    assertThatThrownBy(() -> revert(changed))
        .isInstanceOf(ImportCannotBeReverted.class)
        .hasMessageContaining("too long");
    clocks.pass(Duration.ofSeconds(1));
    forget();
    forget();
    forget();
    assertThat(undoRows()).isEqualTo("0");
    assertThat(value("select count(*) from contacts.contact_import where undo_until is not null"))
        .isEqualTo("0");
  }

  @Test
  void what_was_taken_back_needs_no_way_back() {
    imported(people(3));
    var changed = imported(people(3).replace("email", "email,company").replace(".com", ".com,A"));
    finished(revert(changed));

    clocks.pass(Duration.ofSeconds(1));
    forget();

    assertThat(undoRows()).isEqualTo("0");
  }

  private static String undoRows() {
    return value("select count(*) from contacts.import_undo");
  }

  /** A round over each import, and one more to see that there is nothing left. */
  private void forget() {
    for (int i = 0; i < 3; i++) {
      database.inTransaction(
          session -> {
            var forget = new ForgetImports();
            forget.imports = new ContactImports_(session);
            return forget.undoBefore(clocks.real());
          });
    }
  }

  /** For a reason that will not pass. */
  private void fail(ImportCard card) {
    database.inTransaction(
        session -> {
          advancing(session).failed(workspace, card.id(), new NotFound("label"));
          return true;
        });
  }

  private static String pieces() {
    return value("select count(*) from contacts.import_piece");
  }

  private List<UUID> openImports() {
    return database.inTransaction(
        session -> new ContactImports_(session).open(workspace, 10).stream().map(Key::id).toList());
  }
}
