package cadenza.launcher;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the demo needs inside the product, made through its public interface only: a token with
 * every scope, new at each start, and an inbox on the mail catcher.
 */
record DemoAccess(String token, String inboxId) {

  static DemoAccess prepare(String url, Settings settings, String bootstrapToken) {
    var bootstrap = new Api(url, bootstrapToken);
    var lastToken = settings.data().resolve("demo.token-id");
    var minted =
        bootstrap.post(
            "/v1/tokens/",
            Json.createObjectBuilder()
                .add("label", "demo")
                .add("scopes", scopesOf(bootstrap))
                .build());
    revoke(bootstrap, lastToken);
    var token = minted.getString("token");
    try {
      Files.writeString(lastToken, minted.getString("id"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DemoAccess(token, inbox(new Api(url, token), settings));
  }

  /** The bootstrap token has every scope there is, and the list of tokens shows them. */
  private static JsonValue scopesOf(Api bootstrap) {
    var tokens = bootstrap.get("/v1/tokens/").getJsonArray("results");
    return tokens.getValuesAs(JsonObject.class).stream()
        .map(token -> token.getJsonArray("scopes"))
        .reduce((one, other) -> one.size() >= other.size() ? one : other)
        .orElseThrow();
  }

  private static void revoke(Api bootstrap, Path lastToken) {
    try {
      if (Files.exists(lastToken)) {
        bootstrap.delete("/v1/tokens/" + Files.readString(lastToken).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String inbox(Api api, Settings settings) {
    var known =
        api.get("/v1/inboxes/?limit=200").getJsonArray("results").getValuesAs(JsonObject.class);
    for (var inbox : known) {
      if (inbox.getString("address", "").equals(settings.mailAddress())) {
        return inbox.getString("id");
      }
    }
    return api.post("/v1/inboxes/", newInbox(settings)).getString("id");
  }

  private static JsonObject newInbox(Settings settings) {
    return Json.createObjectBuilder()
        .add("address", settings.mailAddress())
        .add("display_name", "Avery at Cadenza")
        .add("smtp", server(settings.smtpAddress(), settings))
        .add("imap", server(settings.imapAddress(), settings))
        .build();
  }

  private static JsonObject server(String address, Settings settings) {
    var colon = address.lastIndexOf(':');
    return Json.createObjectBuilder()
        .add("host", address.substring(0, colon))
        .add("port", Integer.parseInt(address.substring(colon + 1)))
        .add("security", settings.mailSecurity())
        .add("username", settings.mailUser())
        .add("password", settings.mailPassword())
        .build();
  }

  /** The few calls the demo makes. */
  private record Api(String url, String token) {
    JsonObject get(String path) {
      return send(path, HttpRequest.newBuilder().GET());
    }

    JsonObject post(String path, JsonObject body) {
      return send(
          path,
          HttpRequest.newBuilder()
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** It may be gone already: an operator may have revoked it. */
    void delete(String path) throws IOException {
      var status = exchange(path, HttpRequest.newBuilder().DELETE()).statusCode();
      if (status >= 300 && status != 404) {
        throw new IOException("DELETE " + path + " answered " + status);
      }
    }

    private JsonObject send(String path, HttpRequest.Builder request) {
      try {
        var response = exchange(path, request);
        if (response.statusCode() >= 300) {
          throw new IllegalStateException(
              path + " answered " + response.statusCode() + ": " + response.body());
        }
        try (var reader = Json.createReader(new StringReader(response.body()))) {
          return reader.readObject();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private HttpResponse<String> exchange(String path, HttpRequest.Builder request)
        throws IOException {
      try {
        return HttpClient.newHttpClient()
            .send(
                request
                    .uri(URI.create(url + path))
                    .header("Authorization", "Bearer " + token)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", e);
      }
    }
  }
}
