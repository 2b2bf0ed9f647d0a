package cadenza.access.domain;

import cadenza.access.api.Caller;
import cadenza.access.api.StoredAnswer;
import jakarta.data.repository.Repository;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** The keys of the last 24 hours, each of one token. */
@Repository(dataStore = "access")
public interface IdempotencyKeys {
  /** What is known of a key; the answer is empty while the first request still runs. */
  record Standing(String fingerprint, Instant since, Optional<StoredAnswer> answer) {}

  /** Takes the key if nobody has it, or had it only before {@code oldest}. */
  default boolean take(Caller caller, String key, String fingerprint, Instant at, Instant oldest) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "insert into access.idempotency_key as k"
                          + " (workspace_id, token_id, key, fingerprint, state, created_at)"
                          + " values (?, ?, ?, ?, 'RUNNING', ?)"
                          + " on conflict (workspace_id, token_id, key) do update"
                          + " set fingerprint = excluded.fingerprint, state = 'RUNNING',"
                          + " status = null, location = null, media_type = null, body = null,"
                          + " created_at = excluded.created_at where k.created_at < ?")) {
                statement.setObject(1, caller.workspaceId());
                statement.setObject(2, caller.tokenId());
                statement.setString(3, key);
                statement.setString(4, fingerprint);
                statement.setObject(5, at.atOffset(ZoneOffset.UTC));
                statement.setObject(6, oldest.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate() == 1;
              }
            });
  }

  default Optional<Standing> standing(Caller caller, String key) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select fingerprint, created_at, status, location, media_type, body"
                          + " from access.idempotency_key"
                          + " where workspace_id = ? and token_id = ? and key = ?")) {
                statement.setObject(1, caller.workspaceId());
                statement.setObject(2, caller.tokenId());
                statement.setString(3, key);
                try (var row = statement.executeQuery()) {
                  return row.next() ? Optional.of(StandingRow.read(row)) : Optional.empty();
                }
              }
            });
  }

  default void answer(Caller caller, String key, StoredAnswer answer) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "update access.idempotency_key set state = 'ANSWERED', status = ?,"
                          + " location = ?, media_type = ?, body = ?"
                          + " where workspace_id = ? and token_id = ? and key = ?")) {
                statement.setInt(1, answer.status());
                statement.setObject(2, answer.location(), Types.VARCHAR);
                statement.setObject(3, answer.mediaType(), Types.VARCHAR);
                statement.setObject(4, answer.body(), Types.VARCHAR);
                statement.setObject(5, caller.workspaceId());
                statement.setObject(6, caller.tokenId());
                statement.setString(7, key);
                statement.executeUpdate();
              }
            });
  }

  default void release(Caller caller, String key) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "delete from access.idempotency_key"
                          + " where workspace_id = ? and token_id = ? and key = ?")) {
                statement.setObject(1, caller.workspaceId());
                statement.setObject(2, caller.tokenId());
                statement.setString(3, key);
                statement.executeUpdate();
              }
            });
  }

  /** A few at a time, so that no request waits for the clearing up. */
  default void forgetBefore(Instant oldest) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "delete from access.idempotency_key where ctid = any (array("
                          + "select ctid from access.idempotency_key where created_at < ?"
                          + " order by created_at limit 20 for update skip locked))")) {
                statement.setObject(1, oldest.atOffset(ZoneOffset.UTC));
                statement.executeUpdate();
              }
            });
  }

  StatelessSession session();
}
