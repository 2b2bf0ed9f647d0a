package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.launcher.Ports;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import cadenza.testing.TestAuthority;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Mail servers that speak TLS, seen from inside the server, whose own default trusts nobody. */
@Journey
class SecureMailIT {
  private static final String USER = "secure@cadenza.test";

  @Test
  void a_server_of_an_authority_in_the_trust_file_sends_and_is_read(Product product)
      throws Exception {
    var setups = List.of(setup(ServerSetup.PROTOCOL_SMTPS), setup(ServerSetup.PROTOCOL_IMAPS));
    speakWith(product.authority().server("localhost"));
    var server = new GreenMail(setups.toArray(ServerSetup[]::new));
    server.start();
    try {
      var sales = server.setUser(USER, USER, "secret");
      var smtp = setups.get(0).getPort();
      var imap = setups.get(1).getPort();
      var inbox = connect(product, USER, "localhost", smtp, imap);

      assertThat(tested(product, inbox).values())
          .allSatisfy(side -> assertThat(side.asJsonObject().getString("status")).isEqualTo("ok"));

      requireAnswerSeen(product, server, sales, new Mailbox(inbox, USER));

      var byAddress = connect(product, "other-" + USER, "127.0.0.1", smtp, imap);
      assertFailed(tested(product, byAddress), "certificate_other_host");
    } finally {
      server.stop();
    }
  }

  @Test
  void a_mailbox_is_opened_by_access_tokens(Product product) throws Exception {
    var setups = List.of(setup(ServerSetup.PROTOCOL_SMTPS), setup(ServerSetup.PROTOCOL_IMAPS));
    speakWith(product.authority().server("localhost"));
    var server = new GreenMail(setups.toArray(ServerSetup[]::new));
    server.start();
    try (var issuer = new TokenIssuerOnTheWire("the-access-token")) {
      var user = "token-" + USER;
      var sales = server.setUser(user, user, "the-access-token");
      var inbox =
          product
              .api()
              .post(
                  "/v1/inboxes/",
                  Json.createObjectBuilder()
                      .add("address", user)
                      .add("smtp", byName(user, setups.get(0).getPort()))
                      .add("imap", byName(user, setups.get(1).getPort()))
                      .add("oauth", issuer.settings("granted")))
              .expect(201)
              .id();

      assertThat(tested(product, inbox).values())
          .allSatisfy(side -> assertThat(side.asJsonObject().getString("status")).isEqualTo("ok"));
      assertThat(product.api().get("/v1/inboxes/" + inbox).expect(200).text())
          .contains("\"client_id\":\"cadenza\"")
          .doesNotContain("granted", "hush", "the-access-token");

      requireAnswerSeen(product, server, sales, new Mailbox(inbox, user));

      var taken = Json.createObjectBuilder().add("oauth", issuer.settings("taken back"));
      product.api().patch("/v1/inboxes/" + inbox, taken.build().toString()).expect(200);
      assertThat(tested(product, inbox).getJsonObject("smtp"))
          .containsEntry("code", Json.createValue("authorization_refused"))
          .containsEntry("field", Json.createValue("/oauth/refresh_token"))
          .containsEntry("reason", Json.createValue("invalid_grant: It was taken back."));
      assertThat(product.api().get("/v1/inboxes/" + inbox).expect(200).json())
          .containsEntry("oauth_trouble", Json.createValue("invalid_grant: It was taken back."));
      assertThat(
              product.api().patch("/v1/inboxes/" + inbox, "{\"oauth\": null}").expect(422).text())
          .contains("/smtp/password");
    } finally {
      server.stop();
    }
  }

  /** A step goes out by this server, and what is answered to it ends its enrollment. */
  private static void requireAnswerSeen(
      Product product, GreenMail server, GreenMailUser sales, Mailbox mailbox) throws Exception {
    var contact = Product.newAddress("secure");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var first =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> List.of(server.getReceivedMessages()), mails -> !mails.isEmpty())
            .get(0);
    sales.deliver(answer(first, contact));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Conversation.statusOf(product, enrollment).equals("finished"));
  }

  private static JsonObjectBuilder byName(String user, int port) {
    return Json.createObjectBuilder()
        .add("host", "localhost")
        .add("port", port)
        .add("security", "tls")
        .add("username", user);
  }

  @Test
  void a_server_of_no_trusted_authority_is_refused_by_name_of_the_field(Product product)
      throws IOException {
    var keys = product.authority().selfSigned("localhost");
    try (var stranger = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var thread = new Thread(() -> shakeHands(stranger, keys), "stranger");
      thread.setDaemon(true);
      thread.start();
      var port = stranger.getLocalPort();
      var inbox = connect(product, "stranger@cadenza.test", "localhost", port, port);

      assertFailed(tested(product, inbox), "certificate_untrusted");
    }
  }

  private static void assertFailed(JsonObject report, String code) {
    for (var side : List.of("smtp", "imap")) {
      var result = report.getJsonObject(side);
      assertThat(result.getString("status")).isEqualTo("failed");
      assertThat(result.getString("code")).isEqualTo(code);
      assertThat(result.getString("field")).isEqualTo("/" + side + "/host");
      assertThat(result.getString("reason")).startsWith("The server's certificate");
    }
  }

  private static JsonObject tested(Product product, String inbox) {
    return product.api().post("/v1/inboxes/" + inbox + "/test").expect(200).json();
  }

  private static String connect(Product product, String user, String host, int smtp, int imap) {
    return product
        .api()
        .post(
            "/v1/inboxes/",
            Json.createObjectBuilder()
                .add("address", user)
                .add("display_name", "Secure")
                .add("smtp", settings(user, host, smtp))
                .add("imap", settings(user, host, imap)))
        .expect(201)
        .id();
  }

  private static JsonObjectBuilder settings(String user, String host, int port) {
    return Json.createObjectBuilder()
        .add("host", host)
        .add("port", port)
        .add("security", "tls")
        .add("username", user)
        .add("password", "secret");
  }

  private static ServerSetup setup(String protocol) {
    var setup = new ServerSetup(Ports.free(), "127.0.0.1", protocol);
    setup.setServerStartupTimeout(20_000);
    return setup;
  }

  private static void speakWith(Path keys) {
    System.setProperty("greenmail.tls.keystore.file", keys.toString());
    System.setProperty("greenmail.tls.keystore.password", TestAuthority.PASSWORD);
  }

  private static MimeMessage answer(MimeMessage first, String from) throws Exception {
    var raw =
        ("From: "
                + from
                + "\r\nTo: "
                + USER
                + "\r\nSubject: Re: hello\r\nMessage-ID: <answer-"
                + from
                + ">\r\nIn-Reply-To: "
                + first.getMessageID()
                + "\r\n\r\nYes, please.\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    return new MimeMessage(null, new ByteArrayInputStream(raw));
  }

  private static void shakeHands(ServerSocket listening, Path keys) {
    var tls = TestAuthority.speaking(keys).getSocketFactory();
    while (!listening.isClosed()) {
      try (var plain = listening.accept();
          var secured = (SSLSocket) tls.createSocket(plain, null, plain.getPort(), true)) {
        secured.setUseClientMode(false);
        secured.startHandshake();
      } catch (IOException refused) {
        continue;
      }
    }
  }
}
