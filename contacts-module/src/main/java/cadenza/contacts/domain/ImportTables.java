package cadenza.contacts.domain;

import cadenza.contacts.domain.ContactImport.Outcome;
import cadenza.contacts.domain.ContactImport.State;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ContactImports.Piece;
import cadenza.contacts.domain.ContactImports.Settled;
import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of the imports' own tables. */
final class ImportTables {
  /** To do, or to do away with: what a lane had under way when the import failed for good. */
  private static final String HAS_WORK =
      """
      (state in ('WAITING', 'RUNNING', 'REVERTING')
        or state = 'FAILED' and exists (select from contacts.import_piece p
          where p.workspace_id = i.workspace_id and p.import_id = i.id))
      """;

  private ImportTables() {}

  static void insert(Connection connection, ContactImport one) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into contacts.contact_import (workspace_id, id, state, dry_run, columns,
              label_id, data_rows, pieces, place, counts, failures, created_at)
            values (?, ?, ?, ?, ?, ?, 0, 0, 0, ?::bigint[], 0, ?)
            """)) {
      statement.setObject(1, one.workspaceId());
      statement.setObject(2, one.id());
      statement.setString(3, one.state().name());
      statement.setBoolean(4, one.dryRun());
      SqlArrays.texts(statement, 5, one.columns(), column -> column);
      statement.setObject(6, one.labelId());
      statement.setObject(7, literal(one.counts()), Types.OTHER);
      time(statement, 8, one.createdAt());
      statement.executeUpdate();
    }
  }

  static Optional<ContactImport> read(Connection connection, UUID workspaceId, UUID id, String lock)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select * from contacts.contact_import where workspace_id = ? and id = ?" + lock)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, id);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  static List<ContactImport> page(
      Connection connection, UUID workspaceId, @Nullable UUID after, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select * from contacts.contact_import where workspace_id = ?"
                + " and (?::uuid is null or id < ?) order by id desc limit ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, after);
      statement.setObject(3, after);
      statement.setInt(4, atMost);
      try (var row = statement.executeQuery()) {
        var found = new ArrayList<ContactImport>();
        while (row.next()) {
          found.add(read(row));
        }
        return found;
      }
    }
  }

  private static ContactImport read(ResultSet row) throws SQLException {
    return new ContactImport(
        row.getObject("workspace_id", UUID.class),
        row.getObject("id", UUID.class),
        State.valueOf(row.getString("state")),
        row.getBoolean("dry_run"),
        List.of((String[]) row.getArray("columns").getArray()),
        row.getObject("label_id", UUID.class),
        row.getLong("data_rows"),
        row.getInt("pieces"),
        row.getInt("place"),
        List.of((Long[]) row.getArray("counts").getArray()),
        row.getInt("failures"),
        row.getString("failure"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        time(row, "started_at"),
        time(row, "finished_at"),
        time(row, "undo_until"));
  }

  static void update(Connection connection, ContactImport one) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update contacts.contact_import set state = ?, data_rows = ?, pieces = ?, place = ?,
              counts = ?::bigint[], failures = ?, failure = ?, started_at = ?, finished_at = ?,
              undo_until = ?
            where workspace_id = ? and id = ?
            """)) {
      statement.setString(1, one.state().name());
      statement.setLong(2, one.rows());
      statement.setInt(3, one.pieces());
      statement.setInt(4, one.place());
      statement.setObject(5, literal(one.counts()), Types.OTHER);
      statement.setInt(6, one.failures());
      statement.setString(7, one.failure());
      time(statement, 8, one.startedAt());
      time(statement, 9, one.finishedAt());
      time(statement, 10, one.undoUntil());
      statement.setObject(11, one.workspaceId());
      statement.setObject(12, one.id());
      statement.executeUpdate();
    }
  }

  static void remove(Connection connection, UUID workspaceId, UUID id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.contact_import where workspace_id = ? and id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, id);
      statement.executeUpdate();
    }
  }

  static List<Key> open(Connection connection, UUID workspaceId, int atMost) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select id from contacts.contact_import i where workspace_id = ? and "
                + HAS_WORK
                + " order by created_at, id limit ?")) {
      statement.setObject(1, workspaceId);
      statement.setInt(2, atMost);
      return ids(statement).stream().map(id -> new Key(workspaceId, id)).toList();
    }
  }

  static List<UUID> workspacesWithOpen(Connection connection, int atMost) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select workspace_id from contacts.contact_import i where "
                + HAS_WORK
                + " group by workspace_id order by min(created_at) limit ?")) {
      statement.setInt(1, atMost);
      return ids(statement);
    }
  }

  static int countUnderWay(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select count(*) from contacts.contact_import where workspace_id = ?"
                + " and state in ('RECEIVING', 'WAITING', 'RUNNING', 'REVERTING')")) {
      statement.setObject(1, workspaceId);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  static int forgetBroken(Connection connection, Instant before) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.contact_import where state = 'RECEIVING' and created_at < ?")) {
      time(statement, 1, before);
      return statement.executeUpdate();
    }
  }

  /** Of one import that is no longer taken back; it is done with when none is left. */
  static int forgetUndo(Connection connection, Instant before, int atMost) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with late as (
              select workspace_id, id from contacts.contact_import
              where undo_until < ? and state <> 'REVERTING'
              order by undo_until limit 1 for no key update skip locked),
            gone as (
              delete from contacts.import_undo u using (
                select o.workspace_id, o.import_id, o.contact_id from contacts.import_undo o
                join late l on l.workspace_id = o.workspace_id and l.id = o.import_id
                limit ?) d
              where u.workspace_id = d.workspace_id and u.import_id = d.import_id
                and u.contact_id = d.contact_id
              returning 1)
            update contacts.contact_import i
            set undo_until = case when (select count(*) from gone) = 0 then null else undo_until end
            from late l where i.workspace_id = l.workspace_id and i.id = l.id
            """)) {
      time(statement, 1, before);
      statement.setInt(2, atMost);
      return statement.executeUpdate();
    }
  }

  static void addPiece(Connection connection, Key of, int number, List<ImportRow> rows)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into contacts.import_piece (workspace_id, import_id, number, content)"
                + " values (?, ?, ?, ?)")) {
      name(statement, of, number);
      statement.setString(4, ImportRow.write(rows));
      statement.executeUpdate();
    }
  }

  static Optional<Piece> nextPiece(Connection connection, Key of) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select number, content from contacts.import_piece"
                + " where workspace_id = ? and import_id = ?"
                + " order by number limit 1 for update skip locked")) {
      statement.setObject(1, of.workspaceId());
      statement.setObject(2, of.id());
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Piece(row.getInt(1), ImportRow.read(row.getString(2))))
            : Optional.empty();
      }
    }
  }

  static void dropPiece(Connection connection, Key of, int number) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.import_piece"
                + " where workspace_id = ? and import_id = ? and number = ?")) {
      name(statement, of, number);
      statement.executeUpdate();
    }
  }

  /** Those that nobody has under way; all of them, one after the other, for who waits. */
  static void dropPieces(Connection connection, Key of, boolean waiting) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.import_piece p using (select workspace_id, import_id, number"
                + " from contacts.import_piece where workspace_id = ? and import_id = ?"
                + " order by number for update"
                + (waiting ? "" : " skip locked")
                + ") d where p.workspace_id = d.workspace_id and p.import_id = d.import_id"
                + " and p.number = d.number")) {
      statement.setObject(1, of.workspaceId());
      statement.setObject(2, of.id());
      statement.executeUpdate();
    }
  }

  static void addResults(
      Connection connection, Key of, int number, List<Settled> rows, Collection<UUID> labelled)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into contacts.import_result (workspace_id, import_id, number, lines, outcomes,
              contact_ids, codes, labelled)
            values (?, ?, ?, ?::bigint[], ?, ?::uuid[], ?, ?::uuid[])
            """)) {
      name(statement, of, number);
      statement.setObject(4, literal(rows.stream().map(Settled::line).toList()), Types.OTHER);
      SqlArrays.texts(statement, 5, rows, row -> row.outcome().name());
      SqlArrays.uuids(statement, 6, rows, Settled::contactId);
      SqlArrays.texts(statement, 7, rows, Settled::code);
      SqlArrays.uuids(statement, 8, labelled, id -> id);
      statement.executeUpdate();
    }
  }

  static Optional<Integer> resultFrom(Connection connection, Key of, int number)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select number from contacts.import_result where workspace_id = ? and import_id = ?"
                + " and number >= ? order by number limit 1")) {
      name(statement, of, number);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
      }
    }
  }

  static List<Settled> results(Connection connection, Key of, int number) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select r.* from contacts.import_result i, unnest(i.lines, i.outcomes, i.contact_ids,
              i.codes) as r(line, outcome, contact_id, code)
            where i.workspace_id = ? and i.import_id = ? and i.number = ?
            """)) {
      name(statement, of, number);
      try (var row = statement.executeQuery()) {
        var found = new ArrayList<Settled>();
        while (row.next()) {
          found.add(
              new Settled(
                  row.getLong(1),
                  Outcome.valueOf(row.getString(2)),
                  row.getObject(3, UUID.class),
                  row.getString(4)));
        }
        return found;
      }
    }
  }

  static List<UUID> labelled(Connection connection, Key of, int number) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select unnest(labelled) from contacts.import_result"
                + " where workspace_id = ? and import_id = ? and number = ?")) {
      name(statement, of, number);
      return ids(statement);
    }
  }

  private static List<UUID> ids(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      var found = new ArrayList<UUID>();
      while (row.next()) {
        found.add(row.getObject(1, UUID.class));
      }
      return found;
    }
  }

  private static void name(PreparedStatement statement, Key of, int number) throws SQLException {
    statement.setObject(1, of.workspaceId());
    statement.setObject(2, of.id());
    statement.setInt(3, number);
  }

  private static String literal(List<Long> numbers) {
    return numbers.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static void time(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    statement.setObject(
        index,
        value == null ? null : value.atOffset(ZoneOffset.UTC),
        Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
