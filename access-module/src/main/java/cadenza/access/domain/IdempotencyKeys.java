package cadenza.access.domain;

import cadenza.access.api.Caller;
import cadenza.access.api.StoredAnswer;
import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The keys of the last 24 hours, each of one token. */
@Repository(dataStore = "access")
public interface IdempotencyKeys {
  /** What the first request with a key was, and what it was answered. */
  record Standing(String fingerprint, StoredAnswer answer) {}

  /**
   * Whether the key is ours until this transaction ends, however it ends; false while another
   * request has it. It waits for nobody, so that a server that stands still holds up no thread.
   */
  default boolean hold(Caller caller, String key) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select pg_try_advisory_xact_lock(hashtextextended(?, 0))")) {
                statement.setString(
                    1, "idempotency " + caller.workspaceId() + caller.tokenId() + key);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return row.getBoolean(1);
                }
              }
            });
  }

  /** What is known of a key since {@code oldest}. */
  default Optional<Standing> standing(Caller caller, String key, Instant oldest) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select fingerprint, status, location, media_type, body"
                          + " from access.idempotency_key where workspace_id = ?"
                          + " and token_id = ? and key = ? and created_at >= ?")) {
                statement.setObject(1, caller.workspaceId());
                statement.setObject(2, caller.tokenId());
                statement.setString(3, key);
                statement.setObject(4, oldest.atOffset(ZoneOffset.UTC));
                try (var row = statement.executeQuery()) {
                  return row.next() ? Optional.of(StandingRow.read(row)) : Optional.empty();
                }
              }
            });
  }

  /** Of answers that mention one of these, in lower case, only the status stays. */
  default void forgetBodies(UUID workspaceId, List<String> mentions) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "update access.idempotency_key set body = null, media_type = null"
                          + " where workspace_id = ? and body is not null and exists"
                          + " (select from unnest(?::text[]) as m where strpos(lower(body), m) > 0)")) {
                statement.setObject(1, workspaceId);
                SqlArrays.texts(statement, 2, mentions, text -> text);
                statement.executeUpdate();
              }
            });
  }

  /** Takes the place of what a request before {@code oldest} may have left there. */
  default void keep(Caller caller, String key, Standing standing, Instant at, Instant oldest) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "insert into access.idempotency_key as k (workspace_id, token_id, key,"
                          + " fingerprint, status, location, media_type, body, created_at)"
                          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                          + " on conflict (workspace_id, token_id, key) do update"
                          + " set fingerprint = excluded.fingerprint, status = excluded.status,"
                          + " location = excluded.location, media_type = excluded.media_type,"
                          + " body = excluded.body, created_at = excluded.created_at"
                          + " where k.created_at < ?")) {
                var answer = standing.answer();
                statement.setObject(1, caller.workspaceId());
                statement.setObject(2, caller.tokenId());
                statement.setString(3, key);
                statement.setString(4, standing.fingerprint());
                statement.setInt(5, answer.status());
                statement.setObject(6, answer.location(), Types.VARCHAR);
                statement.setObject(7, answer.mediaType(), Types.VARCHAR);
                statement.setObject(8, answer.body(), Types.VARCHAR);
                statement.setObject(9, at.atOffset(ZoneOffset.UTC));
                statement.setObject(10, oldest.atOffset(ZoneOffset.UTC));
                statement.executeUpdate();
              }
            });
  }

  /** A few at a time, so that no request waits for the clearing up; how many there were. */
  default int forgetBefore(Instant oldest) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "delete from access.idempotency_key where ctid = any (array("
                          + "select ctid from access.idempotency_key where created_at < ?"
                          + " order by created_at limit 20 for update skip locked))")) {
                statement.setObject(1, oldest.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
              }
            });
  }

  StatelessSession session();
}
