package cadenza.contacts.domain;

import cadenza.contacts.api.ContactFilter;
import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** A filter as the parameters of the database's function {@code contacts_found}. */
record ContactQuery(UUID workspaceId, ContactFilter filter, Instant now) {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Punct}]+");
  private static final int MOST_WORDS = 10;
  private static final String FOUND =
      " from contacts.contacts_found(?, ?, ?, ?, ?, ?, ?::text[], ?, ?, ?::uuid[], ?, ?, ?) as id";

  /** Whether every contact of the workspace is meant. */
  boolean isOpen() {
    return words() == null
        && filter.labelId() == null
        && filter.domain() == null
        && filter.createdSince() == null
        && filter.updatedSince() == null
        && filter.customFields().isEmpty()
        && filter.suppressed() == null
        && filter.among() == null;
  }

  /** As a tsquery: each word is the beginning of one; null where nothing is looked for. */
  private @Nullable String words() {
    if (filter.query() == null || filter.query().isBlank()) {
      return null;
    }
    var words = new StringJoiner(" & ");
    BETWEEN_WORDS
        .splitAsStream(filter.query())
        .filter(word -> !word.isEmpty())
        .limit(MOST_WORDS)
        .forEach(word -> words.add("'" + word + "':*"));
    return words.toString();
  }

  /** Newest first. */
  List<UUID> ids(Connection connection, @Nullable UUID before, int skipped, int atMost)
      throws SQLException {
    try (var statement = connection.prepareStatement("select id" + FOUND)) {
      bind(statement, before, skipped, atMost);
      var ids = new ArrayList<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  long count(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select count(*)" + FOUND)) {
      bind(statement, null, 0, Long.MAX_VALUE);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void bind(PreparedStatement statement, @Nullable UUID before, long skipped, long atMost)
      throws SQLException {
    statement.setObject(1, workspaceId);
    statement.setString(2, words());
    statement.setObject(3, filter.labelId(), Types.OTHER);
    statement.setString(4, filter.domain());
    time(statement, 5, filter.createdSince());
    time(statement, 6, filter.updatedSince());
    if (filter.customFields().isEmpty()) {
      statement.setNull(7, Types.ARRAY);
    } else {
      SqlArrays.texts(
          statement,
          7,
          filter.customFields().entrySet(),
          entry -> entry.getKey() + "=" + entry.getValue());
    }
    statement.setObject(8, filter.suppressed(), Types.BOOLEAN);
    time(statement, 9, now);
    if (filter.among() == null) {
      statement.setNull(10, Types.ARRAY);
    } else {
      SqlArrays.uuids(statement, 10, filter.among(), id -> id);
    }
    statement.setObject(11, before, Types.OTHER);
    statement.setLong(12, skipped);
    statement.setLong(13, atMost);
  }

  private static void time(PreparedStatement statement, int index, @Nullable Instant time)
      throws SQLException {
    statement.setObject(
        index, time == null ? null : time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /**
   * Without any condition, newest first. A page by cursor has its size in the text: there are few
   * sizes, and a statement whose limit is a parameter is planned anew at each call.
   */
  static List<Contact> all(
      StatelessSession session, UUID workspaceId, @Nullable UUID after, int skipped, int atMost) {
    var selection =
        session
            .createSelectionQuery(
                "from Contact where workspaceId = :workspaceId"
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc"
                    + (skipped == 0 ? " limit " + atMost : ""),
                Contact.class)
            .setReadOnly(true) // or what was read is copied, for a comparison that never comes
            .setParameter("workspaceId", workspaceId);
    if (skipped > 0) {
      selection.setFirstResult(skipped).setMaxResults(atMost);
    }
    if (after != null) {
      selection.setParameter("after", after);
    }
    return selection.getResultList();
  }

  static List<Contact> these(StatelessSession session, UUID workspaceId, List<UUID> ids) {
    return session
        .createSelectionQuery(
            "from Contact where workspaceId = :workspaceId and id in (:ids) order by id desc",
            Contact.class)
        .setReadOnly(true)
        .setParameter("workspaceId", workspaceId)
        .setParameterList("ids", ids)
        .getResultList();
  }
}
