package cadenza.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An issuer of access tokens (RFC 6749) that knows one client and one refresh token. */
final class TokenIssuerOnTheWire implements AutoCloseable {
  private static final String REFUSAL =
      "{\"error\":\"invalid_grant\",\"error_description\":\"It was taken back.\"}";

  private final HttpServer server;

  TokenIssuerOnTheWire(String accessToken) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          var asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean right =
              asked.contains("grant_type=refresh_token")
                  && asked.contains("refresh_token=granted&")
                  && asked.contains("client_id=cadenza&client_secret=hush");
          var answer =
              right ? "{\"access_token\":\"" + accessToken + "\",\"expires_in\":3600}" : REFUSAL;
          var body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(right ? 200 : 400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  JsonObjectBuilder settings(String refreshToken) {
    return Json.createObjectBuilder()
        .add("token_url", "http://127.0.0.1:" + server.getAddress().getPort() + "/token")
        .add("client_id", "cadenza")
        .add("client_secret", "hush")
        .add("refresh_token", refreshToken);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
