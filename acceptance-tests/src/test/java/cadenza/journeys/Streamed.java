package cadenza.journeys;

import cadenza.product.Api;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events, as the standard has it, who reads when he is asked to. */
final class Streamed implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** One event, or a comment, which has neither id nor type. */
  record Event(@Nullable String id, @Nullable String type, String data) {}

  private static final Event END = new Event(null, null, "");

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Thread reading = new Thread(this::read, "stream");
  private volatile String lastEventId = "";

  private Streamed(HttpResponse<InputStream> response) {
    this.response = response;
    reading.setDaemon(true);
  }

  static Streamed open(Api api, String address, String... headers) {
    var stream = answer(api, address, headers);
    stream.reading.start();
    return stream;
  }

  /** Reads nothing until {@link #begin}. */
  static Streamed answer(Api api, String address, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(api.url() + address))
            .header("Accept", "text/event-stream")
            .timeout(Duration.ofSeconds(20));
    if (api.token() != null) {
      request.header("Authorization", "Bearer " + api.token());
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return new Streamed(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void begin() {
    reading.start();
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  String text() throws IOException {
    return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What a browser would come again with. */
  String lastEventId() {
    return lastEventId;
  }

  /** The next event, past comments. */
  Event next(Duration atMost) throws InterruptedException {
    var until = System.nanoTime() + atMost.toNanos();
    while (true) {
      var event = events.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new AssertionError("Nothing came within " + atMost);
      }
      if (event == END) {
        throw new AssertionError("The stream has ended");
      }
      if (event.id() != null) {
        return event;
      }
    }
  }

  List<Event> next(int count, Duration atMost) throws InterruptedException {
    var next = new ArrayList<Event>();
    for (int i = 0; i < count; i++) {
      next.add(next(atMost));
    }
    return next;
  }

  /** Whether a comment comes before anything else. */
  boolean isAlive(Duration atMost) throws InterruptedException {
    var event = events.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    return event != null && event != END && event.id() == null;
  }

  /** Whether it ends before another event comes. */
  boolean ends(Duration atMost) throws InterruptedException {
    var until = System.nanoTime() + atMost.toNanos();
    while (true) {
      var event = events.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null || event == END || event.id() != null) {
        return event == END;
      }
    }
  }

  private void read() {
    try (var lines =
        new java.io.BufferedReader(
            new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String type = null;
      var data = new StringBuilder();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          events.add(new Event(null, null, line.substring(1)));
        } else if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          type = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data.append(line.substring(5).strip());
        } else if (line.isEmpty()) {
          lastEventId = id;
          if (!data.isEmpty()) {
            events.add(new Event(id, type, data.toString()));
          }
          type = null;
          data.setLength(0);
        }
      }
    } catch (IOException cut) {
      // as good as an end
    } finally {
      events.add(END);
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
