package cadenza.product;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the product with one token. */
public record Api(String url, @Nullable String token) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** What came back. */
  public record Answer(int status, HttpResponse<String> response) {
    public String text() {
      return response.body();
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /** The body as an object; an empty object for an empty body. */
    public JsonObject json() {
      if (text().isBlank()) {
        return JsonObject.EMPTY_JSON_OBJECT;
      }
      try (var reader = Json.createReader(new StringReader(text()))) {
        return reader.readObject();
      }
    }

    public String id() {
      return json().getString("id");
    }

    public List<JsonObject> results() {
      return json().getJsonArray("results").getValuesAs(JsonObject.class);
    }

    /** The stable code of a problem. */
    public String code() {
      return json().getString("code");
    }

    /** The answer itself, or a failure that shows what was answered instead. */
    public Answer expect(int... statuses) {
      for (int expected : statuses) {
        if (status == expected) {
          return this;
        }
      }
      throw new AssertionError(
          response.request().method() + " " + response.uri() + " -> " + status + " " + text());
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, String body, String... headers) {
    return send(with(headers, request(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public Answer post(String path, JsonObjectBuilder body, String... headers) {
    return post(path, body.build().toString(), headers);
  }

  public Answer post(String path) {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  public Answer patch(String path, String body, String... headers) {
    return send(
        with(headers, request(path)).method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
  }

  public Answer put(String path) {
    return send(request(path).PUT(HttpRequest.BodyPublishers.noBody()));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /**
   * Any request.
   *
   * @param body null for none
   */
  public Answer call(String method, String path, @Nullable String body, String... headers) {
    var content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return send(with(headers, request(path)).method(method, content));
  }

  private static boolean isTable(String path) {
    return path.startsWith("/v1/imports") || path.startsWith("/v1/suppressions/import");
  }

  private static String contentType(String path) {
    if (path.startsWith("/v1/blobs")) {
      return "application/octet-stream";
    }
    return isTable(path) ? "text/csv" : "application/json";
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", contentType(path))
            .header(
                "Accept",
                "application/json, application/problem+json, text/csv;q=0.9, text/plain;q=0.5,"
                    + " application/octet-stream;q=0.4");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private static HttpRequest.Builder with(String[] headers, HttpRequest.Builder request) {
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
