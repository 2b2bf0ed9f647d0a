package cadenza.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as the product does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoAccessTest {
  @TempDir Path folder;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private String knownInbox = "";
  private HttpServer product;

  @BeforeEach
  void start() throws IOException {
    product = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    product.createContext("/", this::answer);
    product.start();
  }

  @AfterEach
  void stop() {
    product.stop(0);
  }

  @Test
  void a_first_start_connects_the_inbox() {
    assertThat(prepare(Map.of()).inboxId()).isEqualTo("inb_new");
    assertThat(calls).anyMatch(call -> call.startsWith("POST /v1/inboxes/ "));
  }

  @Test
  void an_inbox_of_an_earlier_start_gets_the_servers_and_the_password_of_this_one() {
    knownInbox = "avery@cadenza.test";

    var access =
        prepare(
            Map.of(
                "CADENZA_SMTP_PORT", "19525",
                "CADENZA_MAIL_IMAP", "mail.test:993",
                "CADENZA_MAIL_PASSWORD", "changed"));

    assertThat(access.inboxId()).isEqualTo("inb_old");
    assertThat(calls)
        .filteredOn(call -> call.startsWith("PATCH /v1/inboxes/inb_old "))
        .singleElement()
        .asString()
        .contains("\"port\":19525", "\"host\":\"mail.test\"", "\"password\":\"changed\"");
    assertThat(calls).noneMatch(call -> call.startsWith("POST /v1/inboxes/ "));
  }

  private DemoAccess prepare(Map<String, String> environment) {
    return DemoAccess.prepare(
        "http://127.0.0.1:" + product.getAddress().getPort(),
        new Settings(folder, new Properties(), withData(environment)),
        "bootstrap");
  }

  private Map<String, String> withData(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    all.put("CADENZA_DATA", folder.toString());
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    calls.add(
        call + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    var body = answerTo(call).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The known inbox stands on the second page. */
  private String answerTo(String call) {
    if (call.startsWith("GET /v1/tokens/")) {
      return "{\"results\":[{\"scopes\":[\"a\",\"b\"]}],\"limit\":200}";
    }
    if (call.startsWith("POST /v1/tokens/")) {
      return "{\"id\":\"tok_1\",\"token\":\"cdz_x\"}";
    }
    if (call.startsWith("GET /v1/inboxes/") && !call.contains("cursor=p%3D2")) {
      return "{\"results\":[{\"id\":\"inb_x\",\"address\":\"x@y.z\"}],\"next_cursor\":\"p=2\"}";
    }
    if (call.startsWith("GET /v1/inboxes/")) {
      return "{\"results\":[{\"id\":\"inb_old\",\"address\":\"" + knownInbox + "\"}]}";
    }
    return "{\"id\":\"inb_new\"}";
  }
}
