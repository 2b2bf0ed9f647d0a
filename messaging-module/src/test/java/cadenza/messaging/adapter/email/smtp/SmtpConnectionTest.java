package cadenza.messaging.adapter.email.smtp;

import static cadenza.messaging.adapter.email.smtp.ScriptedServer.HANG_UP;
import static cadenza.messaging.adapter.email.smtp.ScriptedServer.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.adapter.email.smtp.ScriptedServer.At;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a connection is made, kept, lost or cut, and who may use it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmtpConnectionTest extends SmtpStage {
  @Test
  void many_messages_share_a_connection_and_a_hundred_are_enough() {
    for (int i = 0; i < 101; i++) {
      assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    }

    assertThat(server.accepted).hasSize(101);
    assertThat(server.connections).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"})
  void a_connection_lost_before_the_final_dot_is_a_safe_retry(At at) {
    server.answering(at, HANG_UP);

    var attempt = send();

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(attempt.news()).isInstanceOf(AccountNews.Resting.class);
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(1);
  }

  @Test
  void a_connection_lost_behind_the_final_dot_is_an_unknown_outcome() {
    server.answering(At.DOT, HANG_UP);

    assertThat(send().result()).isInstanceOf(SendResult.Unknown.class);
  }

  @Test
  void a_hanging_server_can_be_cut_off() throws Exception {
    server.answering(At.RCPT, SILENCE);
    var waiting = CompletableFuture.supplyAsync(this::send);
    while (server.commands.stream().noneMatch(one -> one.startsWith("RCPT"))) {
      Thread.onSpinWait();
    }

    wire.cut();

    assertThat(waiting.get(10, TimeUnit.SECONDS).result()).isInstanceOf(SendResult.PutBack.class);
  }

  @Test
  void a_wait_at_the_dot_is_not_cut_for_what_came_before_it() throws Exception {
    server.answering(At.DOT, SILENCE);
    var waiting = CompletableFuture.supplyAsync(this::send);
    while (!wire.isAt(Stage.DOT)) {
      Thread.onSpinWait();
    }

    wire.cutIfHanging(System.nanoTime() + TimeUnit.MINUTES.toNanos(10));
    assertThat(waiting).isNotDone();
    wire.cutIfHanging(System.nanoTime() + TimeUnit.MINUTES.toNanos(12));

    assertThat(waiting.get(10, TimeUnit.SECONDS).result()).isInstanceOf(SendResult.Unknown.class);
  }

  @Test
  void a_kept_connection_that_the_server_closed_is_made_again() {
    send();
    server.answering(At.MAIL, HANG_UP);

    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(2);
  }

  @Test
  void without_a_permit_nothing_goes() {
    var attempt = wire.send(message("bo@example.com"), () -> false);

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(server.commands).noneMatch(one -> one.startsWith("MAIL"));
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void a_permit_that_ends_before_the_data_keeps_it_back() {
    var asked = new AtomicInteger();

    var attempt = wire.send(message("bo@example.com"), () -> asked.incrementAndGet() < 2);

    assertThat(attempt.result()).isInstanceOf(SendResult.PutBack.class);
    assertThat(server.accepted).isEmpty();
    assertThat(send().result()).isInstanceOf(SendResult.Accepted.class);
    assertThat(server.accepted).hasSize(1);
  }

  @Test
  void a_server_without_starttls_gets_no_credentials_and_no_mail() {
    try (var strict = new Closing(wire(Security.STARTTLS, true))) {
      var attempt = strict.wire().send(message("bo@example.com"), () -> true);

      assertThat(attempt.news()).isInstanceOf(AccountNews.Troubled.class);
      assertThat(server.commands).noneMatch(one -> one.startsWith("AUTH"));
      assertThat(server.accepted).isEmpty();
    }
  }

  @Test
  void plain_text_is_refused_where_no_operator_allowed_it() {
    var attempt = wire(Security.NONE, false).send(message("bo@example.com"), () -> true);

    assertThat(attempt.news()).isInstanceOf(AccountNews.Troubled.class);
    assertThat(server.connections).hasValue(0);
  }

  private record Closing(SmtpWire wire) implements AutoCloseable {
    @Override
    public void close() {
      wire.close();
    }
  }
}
