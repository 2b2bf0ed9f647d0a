package cadenza.contacts.domain;

import cadenza.contacts.domain.Suppressions.StoredKey;
import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The set-based statements of the suppressions; a generated repository cannot hold them. */
final class SuppressionStatements {
  private SuppressionStatements() {}

  static Set<SuppressionProbe> inForce(
      Connection connection, List<SuppressionProbe> probes, String channel) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select p.n
            from unnest(?::uuid[], ?::text[], ?::timestamptz[])
              with ordinality as p (workspace_id, subject_hash, at, n)
            where exists (
              select from contacts.suppression s
              where s.workspace_id = p.workspace_id and s.subject_hash = p.subject_hash
                and (s.channel is null or s.channel = ?)
                and s.lifted_at is null and (s.expires_at is null or s.expires_at > p.at))
            """)) {
      SqlArrays.uuids(statement, 1, probes, SuppressionProbe::workspaceId);
      SqlArrays.texts(statement, 2, probes, SuppressionProbe::subjectHash);
      SqlArrays.instants(statement, 3, probes, SuppressionProbe::at);
      statement.setString(4, channel);
      var found = new HashSet<SuppressionProbe>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(probes.get(rows.getInt(1) - 1));
        }
      }
      return found;
    }
  }

  static Map<UUID, StoredKey> keys(Connection connection, Collection<UUID> workspaceIds)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select workspace_id, sealed, created_at < now() from contacts.suppression_key"
                + " where workspace_id = any (?::uuid[])")) {
      SqlArrays.uuids(statement, 1, workspaceIds, id -> id);
      var keys = new HashMap<UUID, StoredKey>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.put(
              rows.getObject(1, UUID.class), new StoredKey(rows.getString(2), rows.getBoolean(3)));
        }
      }
      return keys;
    }
  }

  static void addKey(Connection connection, UUID workspaceId, String sealed) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into contacts.suppression_key (workspace_id, sealed) values (?, ?)"
                + " on conflict do nothing")) {
      statement.setObject(1, workspaceId);
      statement.setString(2, sealed);
      statement.executeUpdate();
    }
  }

  /**
   * What has expired makes room first; so does what ends some day, for what never does, and any
   * other reason, for the subject's own word: it must not end when the other one is lifted.
   */
  static List<Suppression> addMissing(Connection connection, List<Suppression> wanted, Instant now)
      throws SQLException {
    var sorted = wanted.stream().sorted(Comparator.comparing(Suppression::subjectHash)).toList();
    close(connection, sorted, now);
    try (var statement =
        connection.prepareStatement(
            """
            insert into contacts.suppression (workspace_id, id, kind, subject, subject_hash, channel,
              reason, evidence, since, expires_at, version)
            select w.*, 0
            from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::timestamptz[], ?::timestamptz[]) as w
            on conflict (workspace_id, subject_hash, channel) where lifted_at is null do nothing
            returning id
            """)) {
      SqlArrays.uuids(statement, 1, sorted, Suppression::workspaceId);
      SqlArrays.uuids(statement, 2, sorted, Suppression::id);
      SqlArrays.texts(statement, 3, sorted, one -> one.kind().name());
      SqlArrays.texts(statement, 4, sorted, Suppression::subject);
      SqlArrays.texts(statement, 5, sorted, Suppression::subjectHash);
      SqlArrays.texts(statement, 6, sorted, Suppression::channel);
      SqlArrays.texts(statement, 7, sorted, Suppression::reason);
      SqlArrays.texts(statement, 8, sorted, Suppression::evidence);
      SqlArrays.instants(statement, 9, sorted, Suppression::since);
      SqlArrays.instants(statement, 10, sorted, Suppression::expiresAt);
      var added = new HashSet<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          added.add(rows.getObject(1, UUID.class));
        }
      }
      return sorted.stream().filter(one -> added.contains(one.id())).toList();
    }
  }

  private static void close(Connection connection, List<Suppression> wanted, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update contacts.suppression s set lifted_at = least(s.expires_at, ?::timestamptz),
              version = s.version + 1
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
              as w (workspace_id, subject_hash, channel, reason, expires_at)
            where s.workspace_id = w.workspace_id and s.subject_hash = w.subject_hash
              and s.lifted_at is null
              and (s.expires_at <= ?
                or (s.channel is not distinct from w.channel and w.expires_at is null
                  and (s.expires_at is not null
                    or (w.reason = 'opted_out' and s.reason <> 'opted_out'))))
            """)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      SqlArrays.uuids(statement, 2, wanted, Suppression::workspaceId);
      SqlArrays.texts(statement, 3, wanted, Suppression::subjectHash);
      SqlArrays.texts(statement, 4, wanted, Suppression::channel);
      SqlArrays.texts(statement, 5, wanted, Suppression::reason);
      SqlArrays.instants(statement, 6, wanted, Suppression::expiresAt);
      statement.setObject(7, now.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
