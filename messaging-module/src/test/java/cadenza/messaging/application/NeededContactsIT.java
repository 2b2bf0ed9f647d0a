package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.messaging.domain.ContactTraces_;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NeededContactsIT {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();

  @Test
  void whoever_there_is_a_conversation_with_is_needed() {
    var writtenTo = Ids.next();
    var elsewhere = Ids.next();
    thread(workspace, writtenTo);
    thread(workspace, writtenTo);
    thread(Ids.next(), elsewhere);

    var needed =
        database.inTransaction(
            work -> {
              var follow = new FollowContact();
              follow.traces = new ContactTraces_(work.session());
              return follow.writtenTo(workspace, List.of(writtenTo, elsewhere, Ids.next()));
            });

    assertThat(needed).containsExactly(writtenTo);
  }

  private static void thread(UUID workspace, UUID contact) {
    database.execute(
        "insert into messaging.thread (id, workspace_id, sender_account_id, contact_id, subject,"
            + " created_at) values ('%s', '%s', '%s', '%s', 'Hello', now())"
                .formatted(Ids.next(), workspace, Ids.next(), contact));
  }
}
