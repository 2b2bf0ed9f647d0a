package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ImportCard;
import cadenza.contacts.application.ImportRuns.Lane;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports_;
import cadenza.kernel.api.Ids;
import cadenza.testing.AtOnce;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Several at work on one file, or on several, and some of them die. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportLanesIT extends ImportStage {
  @Test
  void a_piece_that_dies_is_done_once_by_whoever_takes_the_import_up() {
    var card = receive(stream(people(12_000)), options(Map.of(), false, null));
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
  void a_large_file_of_one_workspace_lets_the_small_ones_of_others_through() {
    var other = Ids.next();
    receive(stream(people(40_000)), options(Map.of(), false, null));
    receive(stream(people(10_000)), options(Map.of(), false, null));
    receive(other, stream(people(6_000)), options(Map.of(), false, null));
    var runs = runs();
    var queue = new ArrayDeque<Lane>();
    runs.open().forEach(each -> queue.addAll(runs.take(each)));
    assertThat(queue).hasSize(4);
    assertThat(runs.take(workspace)).as("lanes that are taken").isEmpty();

    var turns = new ArrayList<UUID>();
    while (!queue.isEmpty()) {
      var lane = queue.remove();
      turns.add(lane.workspaceId());
      if (runs.turn(lane)) {
        queue.add(lane);
      }
    }

    assertThat(turns.lastIndexOf(other)).as("of 14").isLessThan(8);
    assertThat(value("select count(*) from contacts.contact_import where state = 'DONE'"))
        .isEqualTo("3");
    assertThat(runs.open()).isEmpty();
    assertThat(runs.take(workspace)).hasSize(2);
  }

  @Test
  void a_workspace_has_so_many_imports_under_way_and_no_more() {
    for (int i = 0; i < 10; i++) {
      receive(stream(people(1)), options(Map.of(), false, null));
    }

    assertThatThrownBy(() -> receive(stream(people(1)), options(Map.of(), false, null)))
        .isInstanceOf(TooManyImports.class);
    receive(Ids.next(), stream(people(1)), options(Map.of(), false, null));
    runs().turn(new Lane(workspace, 0));
    receive(stream(people(1)), options(Map.of(), false, null));
  }

  @Test
  void what_the_database_does_later_is_no_fault_of_the_import() {
    var card = receive(stream(people(1)), options(Map.of(), false, null));
    var of = new Key(workspace, card.id());
    for (int i = 0; i < 10; i++) {
      pieces().failed(of, new IllegalStateException(new SQLException("deadlock", "40P01")));
    }
    assertThat(read(card).state()).isEqualTo("WAITING");

    for (int i = 0; i < 5; i++) {
      pieces().failed(of, new IllegalStateException(new SQLException("wrong", "22000")));
    }

    assertThat(read(card).state()).isEqualTo("FAILED");
  }

  @Test
  void what_the_database_refuses_for_more_than_an_hour_ends_the_import() {
    var card = receive(stream(people(1)), options(Map.of(), false, null));
    var of = new Key(workspace, card.id());
    var pieces = pieces();
    var away = new IllegalStateException(new SQLException("away", "08006"));

    pieces.failed(of, away);
    clocks.pass(Duration.ofMinutes(61));
    for (int i = 0; i < 4; i++) {
      pieces.failed(of, away);
    }
    assertThat(read(card).state()).isEqualTo("WAITING");
    pieces.failed(of, away);

    assertThat(read(card).state()).isEqualTo("FAILED");
  }

  @Test
  void an_import_that_cannot_go_on_holds_up_no_later_one() {
    var first = receive(stream(people(1)), options(Map.of(), false, null));
    var second = receive(stream(people(2)), options(Map.of(), false, null));
    database.execute(
        "update contacts.import_piece set content = 'wrong' where import_id = '"
            + first.id()
            + "'");

    runs().turn(new Lane(workspace, 0));

    assertThat(read(first).state()).isEqualTo("WAITING");
    assertThat(read(second).state()).isEqualTo("DONE");
  }

  private ImportRuns runs() {
    var runs = new ImportRuns();
    runs.pieces = pieces();
    return runs;
  }

  /** Each call in a transaction of its own, as in the container. */
  private ImportPieces pieces() {
    var pieces =
        new ImportPieces() {
          @Override
          public boolean advance(Key of) {
            return database.inTransaction(
                session -> advancing(session).advance(of.workspaceId(), of.id()));
          }

          @Override
          public void failed(Key of, RuntimeException why) {
            database.inTransaction(
                session -> {
                  advanceImport = advancing(session);
                  super.failed(of, why);
                  return true;
                });
          }

          @Override
          public List<Key> open(UUID workspaceId) {
            return database.inTransaction(session -> reading(session).open(workspaceId));
          }

          @Override
          public List<UUID> open() {
            return database.inTransaction(session -> reading(session).open());
          }
        };
    pieces.clocks = clocks;
    return pieces;
  }
}
