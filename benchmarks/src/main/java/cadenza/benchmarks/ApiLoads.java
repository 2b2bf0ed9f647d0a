package cadenza.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The kinds of request that are measured. */
final class ApiLoads {
  private static final String JSON = "application/json";

  /**
   * A second, twice what is asked for; there are people for no more, since each is enrolled once.
   */
  private static final int MOST_ENROLLED = 4_000;

  private final Cadenza server;
  private final AtomicInteger number = new AtomicInteger();

  ApiLoads(Cadenza server) {
    this.server = server;
  }

  interface Call {
    WireClient.Answer on(WireClient client) throws IOException;
  }

  /**
   * One kind of request.
   *
   * @param expected the status of its answers; who is enrolled already is not enrolled again
   */
  record Load(String name, int expected, Call call) {}

  Load list() {
    return new Load("list 50, 8 connections", 200, client -> client.get("/v1/contacts/?limit=50"));
  }

  Load create() {
    return new Load(
        "create contact, 8 connections",
        201,
        client -> client.post("/v1/contacts/", JSON, contact()));
  }

  /**
   * Into a sequence of its own.
   *
   * @param seconds for which there shall be people
   */
  Load enroll(int seconds) throws IOException {
    var sequence = server.another();
    var people = server.people(seconds * MOST_ENROLLED);
    if (people.isEmpty()) {
      throw new IOException("There is nobody to enroll; see CADENZA_BENCH_MANY");
    }
    var next = new AtomicInteger();
    return new Load(
        "enroll, 8 connections",
        201,
        client ->
            client.post(
                "/v1/sequences/enrollments/",
                JSON,
                enrollment(sequence, people.get(next.getAndIncrement() % people.size()))));
  }

  private byte[] contact() {
    return ("{\"full_name\":\"Avery Chen\",\"emails\":[{\"label\":\"work\",\"address\":\"api"
            + number.incrementAndGet()
            + "@company.example\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] enrollment(String sequence, String contact) {
    return ("{\"sequence_id\":\""
            + sequence
            + "\",\"recipient\":{\"contact_id\":\""
            + contact
            + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
