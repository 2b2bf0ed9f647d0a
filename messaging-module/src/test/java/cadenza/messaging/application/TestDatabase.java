package cadenza.messaging.application;

import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.BegunMessages_;
import cadenza.messaging.domain.MailSettings;
import cadenza.messaging.domain.Message;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.OutgoingMessages_;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.SenderAccountBook;
import cadenza.messaging.domain.SenderAccountBook_;
import cadenza.testing.ModuleDatabase;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** This module's tables, and accounts in them. */
final class TestDatabase extends ModuleDatabase<TestDatabase.Work> {
  TestDatabase() {
    super(
        "messaging",
        session ->
            new Work(
                new OutgoingMessages_(session),
                new BegunMessages_(session),
                new SenderAccountBook_(session),
                session),
        SenderAccount.class,
        MailSettings.class,
        Message.class);
  }

  /** What one transaction works with. */
  record Work(
      OutgoingMessages messages,
      BegunMessages begun,
      SenderAccountBook accounts,
      StatelessSession session) {}

  void account(UUID workspace, UUID id, String more) {
    execute(
        "insert into messaging.sender_account (id, workspace_id, channel, address, display_name,"
            + " status, limit_since, created_at, updated_at) values ('"
            + id
            + "', '"
            + workspace
            + "', 'EMAIL', '"
            + id
            + "@example.com', 'Ann', 'ACTIVE', now(), now(), now())");
    if (!more.isEmpty()) {
      execute("update messaging.sender_account set " + more + " where id = '" + id + "'");
    }
  }
}
