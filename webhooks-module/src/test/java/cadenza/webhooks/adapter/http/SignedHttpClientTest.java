package cadenza.webhooks.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.OutsideHosts;
import cadenza.webhooks.application.EndpointClient.Answer;
import cadenza.webhooks.application.EndpointClient.Exchange;
import cadenza.webhooks.application.EndpointClient.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedHttpClientTest {
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** What did not keep the deadline would still be waiting then, on a slow machine, too. */
  static final Duration FAR_BEHIND = Duration.ofSeconds(30);

  static final String BODY = "{\"x\":\"Grüße 🎼\"}";

  final ScriptedServer server = new ScriptedServer();
  final SignedHttpClient client = new SignedHttpClient();
  final ExecutorService threads = Executors.newCachedThreadPool();
  Duration within = TIMEOUT;
  boolean refused;
  volatile boolean fresh = true;
  volatile boolean wanted = true;

  @BeforeEach
  void open() {
    client.connectTimeout = Duration.ofSeconds(1);
    client.hosts = new LoopbackOnly();
    client.tls = KernelParts.tls();
    client.open(threads);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
    threads.shutdownNow();
  }

  @Test
  void posts_the_signed_bytes_with_the_three_headers() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Mark: yes\r\n\r\nok");

    var answer = post("/hook?a=b");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok");
    assertThat(answer.headers()).contains("X-Mark: yes");
    assertThat(server.requests().get(0))
        .startsWith("POST /hook?a=b HTTP/1.1\r\n")
        .contains("webhook-id: evt_1\r\n")
        .contains("webhook-timestamp: 1614265330\r\n")
        .contains("webhook-signature: v1,abc=\r\n")
        .contains("Content-Type: application/json\r\n")
        .contains("Host: endpoint.example:" + server.port())
        .endsWith("\r\n\r\n" + BODY);
  }

  @Test
  void a_connection_whose_answer_was_read_to_its_end_is_used_again() throws Exception {
    server.keepsConnections();
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    for (int i = 0; i < 10; i++) {
      assertThat(post("/").status()).isEqualTo(200);
    }

    // it may come back a moment after the answer, so not each request finds one
    assertThat(server.connections()).isLessThan(server.requests().size());
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    server.answers(
        "HTTP/1.1 302 Found\r\nLocation: http://endpoint.example:"
            + server.port()
            + "/inside\r\nContent-Length: 0\r\n\r\n");

    assertThat(post("/").status()).isEqualTo(302);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void a_failure_is_not_repeated_by_itself() throws Exception {
    server.answers("HTTP/1.1 503 Later\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");

    assertThat(post("/").status()).isEqualTo(503);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void a_server_that_hangs_is_given_up_at_the_deadline() throws Exception {
    server.hangs();

    var answer = post("/");

    assertThat(answer.status()).isNull();
    assertThat(answer.error()).isEqualTo("There was no whole answer within 2 seconds.");
    assertThat(answer.duration()).isBetween(TIMEOUT, FAR_BEHIND);
  }

  @Test
  void dripping_does_not_extend_the_deadline() throws Exception {
    server.drips("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");

    var answer = post("/");

    assertThat(answer.status()).isNull();
    assertThat(answer.duration()).isBetween(TIMEOUT, FAR_BEHIND);
  }

  @Test
  void an_endless_answer_is_read_to_20_kilobytes() throws Exception {
    patient();
    server.floods("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

    var answer = post("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(20_000);
    assertThat(answer.duration()).isLessThan(FAR_BEHIND);
  }

  @Test
  void a_connection_that_breaks_off_is_a_failure() throws Exception {
    server.answers("");

    assertThat(post("/").error()).isEqualTo("The connection broke off before there was an answer.");
  }

  @Test
  void a_refused_address_reads_like_one_that_does_not_answer() throws Exception {
    refused = true;
    var inside = post("/").error();
    refused = false;
    server.close();

    assertThat(post("/").error()).isEqualTo(inside).isEqualTo("No connection could be made.");
  }

  @Test
  void a_hanging_server_holds_no_other_request_up() throws Exception {
    patient();
    server.hangs();
    var hanging = start("/");
    var other = new ScriptedServer();
    other.answers("HTTP/1.1 204 Fine\r\n\r\n");

    var answer = start(other.port(), "/").get(20, TimeUnit.SECONDS);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(hanging).isNotDone();
    other.close();
  }

  @Test
  void what_took_long_to_connect_leaves_when_it_is_wanted_still() throws Exception {
    server.answers("HTTP/1.1 204 Fine\r\n\r\n");
    fresh = false;

    assertThat(post("/").status()).isEqualTo(204);
  }

  @Test
  void what_was_cancelled_while_it_connected_does_not_leave() throws Exception {
    server.answers("HTTP/1.1 204 Fine\r\n\r\n");
    fresh = false;
    wanted = false;

    assertThatThrownBy(() -> post("/")).isInstanceOf(CancellationException.class);
    wanted = true;

    assertThat(post("/second").status()).isEqualTo(204);
    assertThat(server.requests()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
  }

  @Test
  void hosts_of_long_ago_are_forgotten() throws Exception {
    var pinned = new PinnedAddresses(3);
    for (int i = 0; i < 10; i++) {
      pinned.pin("host" + i + ".example", List.of(InetAddress.getLoopbackAddress()));
    }

    assertThat(pinned.size()).isEqualTo(3);
    assertThat(pinned.resolve("host9.example")).hasSize(1);
    assertThatThrownBy(() -> pinned.resolve("host0.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  private void patient() {
    within = FAR_BEHIND;
  }

  private Answer post(String path) throws Exception {
    return start(path).get(60, TimeUnit.SECONDS);
  }

  private CompletableFuture<Answer> start(String path) {
    return start(server.port(), path);
  }

  private CompletableFuture<Answer> start(int port, String path) {
    var url = "http://endpoint.example:" + port + path;
    var answer = new CompletableFuture<Answer>();
    var request =
        new Request(
            url,
            Map.of(
                "webhook-id", "evt_1",
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,abc="),
            BODY.getBytes(StandardCharsets.UTF_8));
    client
        .lookUp(url)
        .ifPresentOrElse(answer::complete, () -> client.send(request, within, new Told(answer)));
    return answer;
  }

  /** Puts the end of an exchange into a future; one that was dropped is cancelled. */
  private class Told implements Exchange {
    private final CompletableFuture<Answer> answer;

    Told(CompletableFuture<Answer> answer) {
      this.answer = answer;
    }

    @Override
    public boolean fresh() {
      return fresh;
    }

    @Override
    public boolean wanted() {
      return wanted;
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

  /** Every name is this machine, without any name service. */
  private class LoopbackOnly implements OutsideHosts {
    @Override
    public List<InetAddress> vet(String host) {
      if (refused) {
        throw new AddressRefused("/host");
      }
      try {
        return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean plainAllowed() {
      return true;
    }
  }
}
