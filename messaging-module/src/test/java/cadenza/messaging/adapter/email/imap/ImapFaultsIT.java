package cadenza.messaging.adapter.email.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Each command on the line to a Dovecot goes wrong once, as {@code imap-faults.csv} says: nothing
 * is missed and nothing counts twice.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(240)
class ImapFaultsIT extends DovecotStage {
  private static final boolean LONG = "long".equals(System.getProperty("faults.scale"));
  private static final Duration AT_EVERY_LOOK = Duration.ofMillis(50);

  private FaultyLine line;
  private int appended;

  private record Row(String command, FaultyLine.Fault fault, String when) {
    static Row of(String text) {
      var cells = text.split(",", -1);
      return new Row(cells[0], FaultyLine.Fault.valueOf(cells[1]), cells[2]);
    }

    boolean isShort() {
      return fault == FaultyLine.Fault.CUT_WITHIN
          || fault == FaultyLine.Fault.HANG
          || fault == FaultyLine.Fault.NO;
    }

    @Override
    public String toString() {
      return fault + " at " + command + " while " + when;
    }
  }

  @BeforeEach
  void the_account_is_reached_by_the_line() {
    line = new FaultyLine(dovecot.imapPort());
    stage.execute("update messaging.sender_account set imap_port = " + line.port());
  }

  @AfterEach
  void the_line_is_closed() throws IOException {
    endWatchers();
    line.close();
  }

  @Override
  int answerMillis() {
    return 500;
  }

  @TestFactory
  Stream<DynamicTest> what_goes_wrong_while_it_connects_loses_nothing_and_repeats_nothing() {
    return rows("connecting").map(row -> dynamicTest(row.toString(), () -> connecting(row)));
  }

  private void connecting(Row row) {
    endWatchers();
    if (row.command().equals("SEARCH")) {
      stage.execute("delete from messaging.mailbox_cursor");
    }
    append(2);
    line.strikeAt(row.command(), row.fault());
    watch(AT_EVERY_LOOK);

    await().until(line::hasStruck);
    assertNews(appended);
    assertThat(stage.troubled).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> what_goes_wrong_while_it_watches_loses_nothing_and_repeats_nothing() {
    watch(AT_EVERY_LOOK);
    awaitFirstLook();
    return rows("watching").map(row -> dynamicTest(row.toString(), () -> watching(row)));
  }

  private void watching(Row row) {
    line.strikeAt(row.command(), row.fault());
    append(2);
    await().until(line::hasStruck);
    append(2);

    assertNews(appended);
    assertThat(stage.troubled).isEmpty();
  }

  @Test
  void a_mail_that_ends_every_connection_is_set_aside_and_those_around_it_come_through() {
    watch(AT_EVERY_LOOK);
    awaitFirstLook();
    endWatchers();
    append(3);
    line.strikeAlwaysAt(
        Pattern.compile("UID FETCH (\\d+,)*2(,\\d+)* .*BODY.PEEK"), FaultyLine.Fault.CUT_WITHIN);
    watch(AT_EVERY_LOOK);

    awaitStored(3);
    await().until(() -> stage.replies.size() == 2);
  }

  @Test
  void a_first_reading_that_is_cut_off_again_and_again_comes_to_its_end() {
    line.strikeAlwaysAt(
        Pattern.compile("UID FETCH (\\d+,)*(2|4)(,\\d+)* .*BODY.PEEK"),
        FaultyLine.Fault.CUT_WITHIN);
    append(5);
    watch(AT_EVERY_LOOK);

    awaitFirstLook();
    awaitStored(5);
  }

  @Test
  void a_mail_is_as_large_as_it_is_and_not_as_the_server_says() {
    watch(AT_EVERY_LOOK);
    awaitFirstLook();
    line.says(said -> said.replaceAll("RFC822.SIZE \\d+", "RFC822.SIZE 5000000"));
    owner.append(INBOX, withFile(1, 600));
    awaitStored(1);
    line.says(said -> said.replaceAll("RFC822.SIZE \\d+", "RFC822.SIZE 100"));
    owner.append(INBOX, withFile(2, 11 * 1024 * 1024));
    awaitStored(2);

    assertThat(
            stage.values(
                "select concat_ws(' ', coalesce(a.size::text, 'cut'), length(a.content))"
                    + " from messaging.attachment a order by a.message_id"))
        .containsExactly("600 600", "cut");
  }

  @Test
  void a_server_that_gives_no_mail_is_told_of_once_and_so_is_its_end() {
    watch(AT_EVERY_LOOK);
    awaitFirstLook();
    line.strikeAlwaysAt(Pattern.compile("BODY.PEEK"), FaultyLine.Fault.NO);
    append(1);

    await().until(() -> stage.troubled.size() == 1);
    assertThat(stage.troubled.get(0).reason()).isEqualTo("The server does not give its mail.");
    assertThat(stage.recovered).isEmpty();
    line.strikeAlwaysAt(Pattern.compile("nothing any more"), FaultyLine.Fault.NO);

    assertNews(1);
    await().until(() -> stage.recovered.size() == 1);
    assertThat(stage.troubled).hasSize(1);
  }

  @Test
  void what_our_own_database_refuses_is_no_fault_of_the_server() {
    watch(AT_EVERY_LOOK);
    awaitFirstLook();
    stage.refusals.set(8);
    append(1);
    await().until(() -> stage.refusals.get() == 0);
    line.strikeAt("FETCH", FaultyLine.Fault.CUT_WITHIN);

    await().until(line::hasStruck);
    assertNews(1);
    assertThat(stage.troubled).isEmpty();
  }

  @Test
  void a_server_that_hangs_up_again_and_again_and_gives_mail_all_the_same_is_told_of_by_nobody() {
    watch(AT_EVERY_LOOK);
    awaitFirstLook();
    endWatchers();
    line.strikeAlwaysAt(
        Pattern.compile("UID FETCH (\\d+,)*(2|4|6)(,\\d+)* .*BODY.PEEK"),
        FaultyLine.Fault.CUT_WITHIN);
    append(7);
    watch(AT_EVERY_LOOK);

    awaitStored(7);
    assertThat(stage.troubled).isEmpty();
  }

  private static String withFile(int number, int bytes) {
    return reply(number)
            .replace("Date:", "Content-Type: multipart/mixed; boundary=b\nDate:")
            .replace("Yes, please.", "--b\n\nYes, please.")
        + "--b\nContent-Type: application/pdf; name=a.pdf\n\n"
        + ("x".repeat(59) + "\n").repeat(bytes / 61)
        + "x".repeat(bytes % 61)
        + "\n--b--\n";
  }

  private void append(int mails) {
    owner.append(INBOX, replies(appended + 1, appended + mails));
    appended += mails;
  }

  private static Stream<Row> rows(String when) {
    try (var table =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ImapFaultsIT.class.getResourceAsStream("/imap-faults.csv")),
                StandardCharsets.UTF_8))) {
      List<Row> rows = table.lines().skip(1).map(Row::of).toList();
      return rows.stream().filter(row -> row.when().equals(when) && (LONG || row.isShort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
