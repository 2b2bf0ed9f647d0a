package cadenza.webhooks.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import cadenza.webhooks.application.EndpointClient.Answer;
import cadenza.webhooks.application.EndpointClient.Exchange;
import cadenza.webhooks.application.EndpointClient.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * A name service of an attacker's, who answers with another address each time: what counts is the
 * address that was vetted. One address of this machine stands for the public ones, by being opened.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RebindingTest {
  private static final byte[] OUTSIDE = {127, 77, 0, 1};
  private static final byte[] INSIDE = {127, 0, 0, 1};
  private static final String ANSWER = "HTTP/1.1 204 Fine\r\n\r\n";

  /** What the name service has left to say; the last answer stays. */
  private final Deque<byte[][]> answers = new ArrayDeque<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SignedHttpClient client = new SignedHttpClient();
  private final ScriptedServer inside = new ScriptedServer();
  private final ScriptedServer outside;
  private int asked;

  RebindingTest() throws IOException {
    outside = new ScriptedServer(InetAddress.getByAddress(OUTSIDE), inside.port());
  }

  @BeforeEach
  void open() {
    client.connectTimeout = Duration.ofSeconds(1);
    client.hosts = KernelParts.hosts("127.77.0.1/32", name -> answer());
    client.tls = KernelParts.tls();
    client.open(threads);
    inside.answers(ANSWER);
    outside.answers(ANSWER);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    inside.close();
    outside.close();
    threads.shutdownNow();
  }

  private InetAddress[] answer() {
    asked++;
    var said = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    var addresses = new InetAddress[said.length];
    try {
      for (int i = 0; i < said.length; i++) {
        addresses[i] = InetAddress.getByAddress("rebinding.example", said[i]);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return addresses;
  }

  private void says(byte[]... addresses) {
    answers.add(addresses);
  }

  @Test
  void whoever_answers_outside_first_and_inside_next_is_connected_to_outside() throws Exception {
    says(OUTSIDE);
    says(INSIDE);

    assertThat(post().status()).isEqualTo(204);
    assertThat(asked).as("one question for an attempt").isEqualTo(1);
    assertThat(outside.requests()).hasSize(1);
    assertThat(outside.requests().get(0)).contains("Host: rebinding.example:" + outside.port());
    assertThat(inside.requests()).isEmpty();
  }

  @Test
  void the_next_attempt_is_vetted_anew_even_where_a_connection_is_still_open() throws Exception {
    says(OUTSIDE);
    says(INSIDE);
    post();

    var second = post();

    assertThat(second.error()).isEqualTo("No connection could be made.");
    assertThat(asked).isEqualTo(2);
    assertThat(outside.requests()).hasSize(1);
    assertThat(inside.requests()).isEmpty();
  }

  @Test
  void a_mixed_answer_is_refused_whole_whatever_comes_first() throws Exception {
    says(OUTSIDE, INSIDE);
    assertThat(post().status()).isNull();
    answers.clear();
    says(INSIDE, OUTSIDE);
    assertThat(post().status()).isNull();

    assertThat(outside.requests()).isEmpty();
    assertThat(inside.requests()).isEmpty();
  }

  /** What the product does for each attempt: it looks up, and sends when that let it. */
  private Answer post() throws Exception {
    var url = "http://rebinding.example:" + inside.port() + "/";
    var answer = new CompletableFuture<Answer>();
    var request =
        new Request(url, Map.of("webhook-id", "evt_1"), "{}".getBytes(StandardCharsets.UTF_8));
    client
        .lookUp(url)
        .ifPresentOrElse(
            answer::complete, () -> client.send(request, Duration.ofSeconds(10), new Told(answer)));
    return answer.get(30, TimeUnit.SECONDS);
  }

  private record Told(CompletableFuture<Answer> answer) implements Exchange {
    @Override
    public boolean fresh() {
      return true;
    }

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public void answered(Answer told) {
      answer.complete(told);
    }

    @Override
    public void dropped() {
      answer.cancel(false);
    }
  }
}
