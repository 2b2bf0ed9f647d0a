package cadenza.messaging.domain;

import jakarta.data.repository.Delete;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What mailboxes get their access tokens with. */
@Repository(dataStore = "messaging")
public interface MailGrants {
  @Insert
  void add(MailGrant grant);

  @Update
  void update(MailGrant grant);

  @Delete
  void remove(MailGrant grant);

  @Query("from MailGrant where workspaceId = :workspaceId and senderAccountId = :senderAccountId")
  Optional<MailGrant> of(UUID workspaceId, UUID senderAccountId);

  StatelessSession session();

  /** Locked until the transaction ends. */
  default Optional<MailGrant> locked(UUID workspaceId, UUID senderAccountId) {
    session()
        .createNativeQuery(
            "select 1 from messaging.mail_grant where workspace_id = ?1"
                + " and sender_account_id = ?2 for update",
            Integer.class)
        .setParameter(1, workspaceId)
        .setParameter(2, senderAccountId)
        .getResultList();
    return of(workspaceId, senderAccountId);
  }
}
