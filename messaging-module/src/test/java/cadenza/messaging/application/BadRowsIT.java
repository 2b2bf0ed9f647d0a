package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What cannot be committed for a reason of its own holds up nothing else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadRowsIT extends SendingStage {
  @Test
  void one_bad_row_holds_up_no_other() {
    var orders = queue(accounts(2), 20);
    poisonous.add(orders.get(7).messageId());

    wake(orders);

    await(() -> "39".equals(count("SENT")));
    assertThat(
            database.value(
                "select status from messaging.message where id = '"
                    + orders.get(7).messageId()
                    + "'"))
        .isEqualTo("SENDING");
    poisonous.clear();
    await(() -> "40".equals(count("SENT")));
    assertThat(provider.taken).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void one_that_fails_for_an_unclear_reason_and_came_first_holds_up_no_other() {
    var accounts = accounts(2);
    var first = queue(List.of(accounts.get(0)), 1);
    var others = queue(List.of(accounts.get(1)), 10);
    unclear.add(first.get(0).messageId());
    wake(first);
    awaitQuietly(new CountDownLatch(1), 500);

    wake(others);

    await(() -> "10".equals(count("SENT")));
    assertThat(count("SENDING")).isEqualTo("1");
    unclear.clear();
    await(() -> "11".equals(count("SENT")));
  }

  @Test
  void the_committer_outlives_errors() {
    errorsToThrow.set(3);

    wake(queue(accounts(2), 20));

    await(() -> "40".equals(count("SENT")));
    assertThat(provider.taken).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void a_result_that_never_can_be_recorded_shows_as_an_unknown_outcome_and_is_tried_on() {
    var orders = queue(accounts(2), 10);
    poisonous.add(orders.get(3).messageId());

    wake(orders);

    await(() -> "19".equals(count("SENT")) && "1".equals(count("UNKNOWN")));
    assertThat(database.value("select reason from messaging.message where status = 'UNKNOWN'"))
        .contains("SENT");
    poisonous.clear();
    await(() -> "20".equals(count("SENT")));
  }
}
