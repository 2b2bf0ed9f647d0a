package cadenza.launcher;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
                .add("scopes", Json.createArrayBuilder().add("*"))
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

  /** What was made with it stays: those are somebody's own tokens and test clocks. */
  private static void revoke(Api bootstrap, Path lastToken) {
    try {
      if (Files.exists(lastToken)) {
        bootstrap.delete("/v1/tokens/" + Files.readString(lastToken).strip() + "?cascade=false");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The inbox of an earlier start gets the servers and the password of this one. */
  private static String inbox(Api api, Settings settings) {
    for (var inbox : api.all("/v1/inboxes/")) {
      if (inbox.getString("address", "").equals(settings.mailAddress())) {
        var id = inbox.getString("id");
        api.patch("/v1/inboxes/" + id, servers(settings));
        return id;
      }
    }
    var body =
        Json.createObjectBuilder(servers(settings))
            .add("address", settings.mailAddress())
            .add("display_name", "Avery at Cadenza")
            .build();
    return api.post("/v1/inboxes/", body).getString("id");
  }

  private static JsonObject servers(Settings settings) {
    return Json.createObjectBuilder()
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

    /** Every entry of a list, over all its pages. */
    List<JsonObject> all(String path) {
      var entries = new ArrayList<JsonObject>();
      var query = "?limit=200";
      while (true) {
        var page = get(path + query);
        entries.addAll(page.getJsonArray("results").getValuesAs(JsonObject.class));
        if (!page.containsKey("next_cursor") || page.isNull("next_cursor")) {
          return entries;
        }
        var cursor = URLEncoder.encode(page.getString("next_cursor"), StandardCharsets.UTF_8);
        query = "?limit=200&cursor=" + cursor;
      }
    }

    JsonObject post(String path, JsonObject body) {
      return send(path, json("POST", body));
    }

    JsonObject patch(String path, JsonObject body) {
      return send(path, json("PATCH", body));
    }

    private static HttpRequest.Builder json(String method, JsonObject body) {
      return HttpRequest.newBuilder()
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
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
