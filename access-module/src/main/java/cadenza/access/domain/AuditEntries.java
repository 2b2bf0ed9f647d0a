package cadenza.access.domain;

import cadenza.access.api.AuditEntry;
import jakarta.data.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The audit log: it is added to and read, and the database lets nobody do more. */
@Repository(dataStore = "access")
public interface AuditEntries {
  /** Which entries are asked for; null is any. */
  record Filter(
      @Nullable UUID actor,
      @Nullable String object,
      @Nullable String action,
      AuditEntry.@Nullable Kind kind) {}

  default void add(List<AuditEntry> entries) {
    session()
        .doWork(
            connection -> {
              try (var statement = connection.prepareStatement(AuditRows.INSERT)) {
                for (var entry : entries) {
                  AuditRows.bind(statement, entry);
                  if (entries.size() > 1) {
                    statement.addBatch();
                  }
                }
                if (entries.size() > 1) {
                  statement.executeBatch();
                } else {
                  statement.executeUpdate();
                }
              }
            });
  }

  /** Newest first. */
  default List<AuditEntry> page(UUID workspaceId, Filter filter, @Nullable UUID after, int atMost) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement = connection.prepareStatement(AuditRows.select(filter, after))) {
                AuditRows.bind(statement, workspaceId, filter, after, atMost);
                try (var rows = statement.executeQuery()) {
                  var entries = new ArrayList<AuditEntry>();
                  while (rows.next()) {
                    entries.add(AuditRows.read(rows));
                  }
                  return entries;
                }
              }
            });
  }

  StatelessSession session();
}
