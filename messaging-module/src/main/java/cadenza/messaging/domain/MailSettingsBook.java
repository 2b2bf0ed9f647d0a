package cadenza.messaging.domain;

import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The settings of workspaces that have decided anything. */
@Repository(dataStore = "messaging")
public interface MailSettingsBook {
  @Query("from MailSettings where workspaceId = :workspaceId")
  Optional<MailSettings> of(UUID workspaceId);

  @Update
  void update(MailSettings settings);

  StatelessSession session();

  /** There from now on, and locked until the transaction ends. */
  default MailSettings locked(UUID workspaceId, Instant at) {
    var settings = MailSettings.undecided(workspaceId, at);
    session()
        .createNativeMutationQuery(
            "insert into messaging.mail_settings (workspace_id, list_unsubscribe, updated_at, version)"
                + " values (?1, ?2, ?3, 0) on conflict do nothing")
        .setParameter(1, workspaceId)
        .setParameter(2, settings.plan().listUnsubscribe())
        .setParameter(3, at)
        .executeUpdate();
    session()
        .createNativeQuery(
            "select 1 from messaging.mail_settings where workspace_id = ?1 for no key update",
            Integer.class)
        .setParameter(1, workspaceId)
        .getSingleResult();
    return of(workspaceId).orElseThrow();
  }
}
