package cadenza.messaging.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.AttachmentCard;
import cadenza.messaging.api.BlobCard;
import cadenza.messaging.domain.Attachment;
import cadenza.messaging.domain.Attachments_;
import cadenza.messaging.domain.BlobShelf_;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One file goes along with many letters. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedFilesIT extends OutgoingStage {
  private static final Instant UPLOADED = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant EXPIRES = UPLOADED.plus(Duration.ofDays(7));
  private static final byte[] OFFER = "An offer".getBytes(UTF_8);

  private final UUID file = Ids.next();

  @BeforeEach
  void somebody_uploads_it() {
    database.execute("truncate messaging.blob, messaging.stored_file, messaging.attachment");
    database.inTransaction(
        work -> {
          var card = new BlobCard(file, "offer.txt", "text/plain", OFFER.length, EXPIRES);
          new BlobShelf_(work.session()).store(workspace, card, OFFER);
          return true;
        });
  }

  @Test
  void it_is_stored_once_and_every_letter_has_it() {
    var letters = List.of(letter(), letter(), letter());

    assertThat(stored()).isEqualTo("1");
    assertThat(database.value("select count(content) from messaging.attachment")).isEqualTo("0");
    for (var letter : letters) {
      assertThat(toSend(letter))
          .singleElement()
          .satisfies(one -> assertThat(one.content()).isEqualTo(OFFER));
      var card = card(letter);
      assertThat(card.kept()).isTrue();
      assertThat(content(workspace, letter, card.id())).isEqualTo(OFFER);
      assertThat(content(Ids.next(), letter, card.id())).as("of another workspace").isEmpty();
    }
  }

  @Test
  void it_stays_as_long_as_it_waits_or_a_letter_has_it_and_then_it_goes() {
    var letter = letter();
    clear(EXPIRES.minusSeconds(1));
    assertThat(database.value("select count(*) from messaging.blob")).isEqualTo("1");

    clear(EXPIRES);
    assertThat(database.value("select count(*) from messaging.blob")).isEqualTo("0");
    assertThat(toSend(letter)).hasSize(1);

    database.execute("delete from messaging.attachment");
    clear(EXPIRES.plus(Duration.ofHours(23)));
    assertThat(stored()).isEqualTo("1");
    clear(EXPIRES.plus(Duration.ofHours(25)));
    assertThat(stored()).isEqualTo("0");
  }

  @Test
  void what_nobody_attached_goes_when_it_has_waited_long_enough() {
    clear(EXPIRES);
    clear(EXPIRES.plus(Duration.ofDays(1)));

    assertThat(stored()).isEqualTo("0");
  }

  private UUID letter() {
    var order = orderOf(account);
    queue(order);
    database.inTransaction(
        work -> {
          new BlobShelf_(work.session()).attach(workspace, order.messageId(), List.of(file));
          return true;
        });
    return order.messageId();
  }

  private List<Attachment> toSend(UUID letter) {
    return database.inTransaction(
        work -> new Attachments_(work.session()).toSend(workspace, letter));
  }

  private AttachmentCard card(UUID letter) {
    return database.inTransaction(
        work ->
            new Attachments_(work.session())
                .of(workspace, List.of(letter))
                .getOrDefault(letter, List.of())
                .get(0));
  }

  private byte[] content(UUID of, UUID letter, UUID attachment) {
    return database.inTransaction(
        work ->
            new Attachments_(work.session()).content(of, letter, attachment).orElse(new byte[0]));
  }

  private void clear(Instant now) {
    database.inTransaction(
        work -> {
          new BlobShelf_(work.session()).clear(now, 100);
          return true;
        });
  }

  private static String stored() {
    return database.value("select count(*) from messaging.stored_file");
  }
}
