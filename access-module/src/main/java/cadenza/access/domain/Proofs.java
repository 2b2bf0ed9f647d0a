package cadenza.access.domain;

import cadenza.access.api.Caller;
import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What lets callers in, whatever it is. */
@Repository(dataStore = "access")
public interface Proofs {
  /**
   * Those tokens and sessions that still prove something.
   *
   * @param begunAfter a session that is older has lasted as long as it may
   */
  default Set<UUID> standing(Collection<Caller> callers, Instant at, Instant begunAfter) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select t.id from unnest(?::uuid[]) as asked (id)
                      join access.token t on t.id = asked.id
                      where t.revoked_at is null and coalesce(t.expires_at > ?, true)
                      union all
                      select s.id from unnest(?::uuid[], ?::uuid[]) as asked (workspace_id, id)
                      join access.login_session s
                        on s.workspace_id = asked.workspace_id and s.id = asked.id
                      where s.created_at > ?
                      """)) {
                SqlArrays.uuids(statement, 1, callers, Caller::tokenId);
                statement.setObject(2, at.atOffset(ZoneOffset.UTC));
                SqlArrays.uuids(statement, 3, callers, Caller::workspaceId);
                SqlArrays.uuids(statement, 4, callers, Caller::tokenId);
                statement.setObject(5, begunAfter.atOffset(ZoneOffset.UTC));
                var standing = new HashSet<UUID>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    standing.add(rows.getObject(1, UUID.class));
                  }
                }
                return standing;
              }
            });
  }

  StatelessSession session();
}
