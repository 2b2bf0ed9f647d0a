package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that opens a folder beside the inbox only now and then. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class RefusedFolderIT extends DovecotStage {
  @Test
  void a_folder_that_was_refused_once_is_read_again_on_the_same_connection() throws IOException {
    try (var line = new FaultyLine(dovecot.imapPort())) {
      stage.execute("update messaging.sender_account set imap_port = " + line.port());
      line.strikeAt("EXAMINE JUNK", FaultyLine.Fault.NO);
      watch(Duration.ofMillis(50));
      await().until(line::hasStruck);

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> stage.count("mailbox_cursor where folder = 'Junk'") == 1);
      owner.append("Junk", replies(1, 1));

      assertNews(1);
      assertThat(line.connections()).isEqualTo(1);
      endWatchers();
    }
  }
}
