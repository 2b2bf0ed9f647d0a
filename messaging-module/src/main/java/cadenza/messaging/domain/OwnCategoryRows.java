package cadenza.messaging.domain;

import cadenza.messaging.api.ThreadCategoryCard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rows of {@link OwnCategories}. */
final class OwnCategoryRows {
  private OwnCategoryRows() {}

  static List<ThreadCategoryCard> cards(Connection database, String where, Object... values)
      throws SQLException {
    try (var statement =
        database.prepareStatement(
            "select workspace_id, key, title, created_at, updated_at, version"
                + " from messaging.own_category"
                + where)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      var cards = new ArrayList<ThreadCategoryCard>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          cards.add(
              new ThreadCategoryCard(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getString(3),
                  Columns.time(row, 4),
                  Columns.time(row, 5),
                  row.getLong(6)));
        }
      }
      return cards;
    }
  }

  static void change(Connection database, String sql, Object... values) throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
