package cadenza.contacts.domain;

import cadenza.contacts.domain.ContactBatches.Addressee;
import cadenza.contacts.domain.ContactBatches.Chosen;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where contacts are written to, read in batches. */
final class AddresseeRows {
  private AddresseeRows() {}

  static List<Addressee> read(PreparedStatement statement) throws SQLException {
    var found = new ArrayList<Addressee>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        found.add(new Addressee(row.getObject(1, UUID.class), row.getString(2), row.getString(3)));
      }
    }
    return found;
  }

  static List<Addressee> chosen(
      Connection connection, UUID workspaceId, Chosen chosen, @Nullable UUID after, int atMost)
      throws SQLException {
    var last = after == null ? new UUID(0, 0) : after;
    if (chosen.labelId() != null && chosen.domain() == null) {
      return carrying(connection, workspaceId, chosen.labelId(), last, atMost);
    }
    try (var statement =
        connection.prepareStatement(
            "select c.id, c.address_key, c.zone from contacts.contact c"
                + condition(chosen)
                + " and c.id > ? order by c.id limit ?")) {
      int next = bind(statement, workspaceId, chosen);
      statement.setObject(++next, last);
      statement.setInt(++next, atMost);
      return read(statement);
    }
  }

  /** A label may be on few of many contacts, so its own index leads. */
  private static List<Addressee> carrying(
      Connection connection, UUID workspaceId, UUID labelId, UUID after, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select c.id, c.address_key, c.zone
            from (select contact_id from contacts.contact_label
                  where workspace_id = ? and label_id = ? and contact_id > ?
                  order by contact_id limit ?) l
            join contacts.contact c on c.id = l.contact_id
            where c.workspace_id = ?
            order by c.id
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, labelId);
      statement.setObject(3, after);
      statement.setInt(4, atMost);
      statement.setObject(5, workspaceId);
      return read(statement);
    }
  }

  static long count(Connection connection, UUID workspaceId, Chosen chosen) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select count(*) from contacts.contact c" + condition(chosen))) {
      bind(statement, workspaceId, chosen);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static String condition(Chosen chosen) {
    return " where c.workspace_id = ?"
        + (chosen.domain() == null ? "" : " and c.domain = ?")
        + (chosen.labelId() == null
            ? ""
            : " and exists (select from contacts.contact_label l where"
                + " l.workspace_id = c.workspace_id and l.label_id = ? and l.contact_id = c.id)");
  }

  private static int bind(PreparedStatement statement, UUID workspaceId, Chosen chosen)
      throws SQLException {
    int next = 0;
    statement.setObject(++next, workspaceId);
    if (chosen.domain() != null) {
      statement.setString(++next, chosen.domain());
    }
    if (chosen.labelId() != null) {
      statement.setObject(++next, chosen.labelId());
    }
    return next;
  }
}
