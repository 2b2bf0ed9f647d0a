package cadenza.messaging.domain;

import cadenza.messaging.api.MailTrail.Account;
import cadenza.messaging.api.MailTrail.Answer;
import cadenza.messaging.api.MailTrail.Report;
import jakarta.data.repository.Repository;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What belongs to messages; read in sets. */
@Repository(dataStore = "messaging")
public interface MailTrails {
  default Map<UUID, Answer> answers(UUID workspaceId, Collection<UUID> inboundIds) {
    return session()
        .doReturningWork(database -> MailTrailRows.answers(database, workspaceId, inboundIds));
  }

  default Map<UUID, Report> reports(UUID workspaceId, Collection<UUID> bouncedIds) {
    return session()
        .doReturningWork(database -> MailTrailRows.reports(database, workspaceId, bouncedIds));
  }

  default Map<UUID, Account> accounts(UUID workspaceId, Collection<UUID> accountIds) {
    return session()
        .doReturningWork(database -> MailTrailRows.accounts(database, workspaceId, accountIds));
  }

  default Map<UUID, UUID> lastSent(UUID workspaceId, Collection<UUID> enrollmentIds) {
    return session()
        .doReturningWork(database -> MailTrailRows.lastSent(database, workspaceId, enrollmentIds));
  }

  /** Empty where nothing of it is there any more; in whatever workspace. */
  default Optional<MailWords> wordsOf(UUID messageId) {
    return session().doReturningWork(database -> MailTrailRows.words(database, messageId));
  }

  StatelessSession session();
}
