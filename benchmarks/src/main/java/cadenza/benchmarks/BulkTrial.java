package cadenza.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Files and lists of 100,000 contacts in a workspace that holds many. The time is the caller's:
 * from the first byte of the request until the import, or the job, says that it is done.
 */
final class BulkTrial {
  private static final int ROWS = 100_000;

  private final Cadenza server;
  private final Postgres postgres;
  private final List<ApiFigures> figures = new ArrayList<>();

  BulkTrial(Cadenza server, Postgres postgres) {
    this.server = server;
    this.postgres = postgres;
  }

  /** Nine of ten rows are new, the tenth is a contact that is there. */
  List<ApiFigures> imports(int rounds) throws IOException {
    try (var client = new WireClient(server.url(), server.token())) {
      for (int round = 0; round <= rounds; round++) {
        var file = file(round);
        long before = Processes.residentMegabytes(server.process());
        long began = System.nanoTime();
        var accepted = object(client.post("/v1/imports/", "text/csv", file), 202);
        double received = seconds(began);
        var done = await(client, "/v1/imports/" + accepted.getString("id"));
        double seconds = seconds(began);
        var counts = done.getJsonObject("counts");
        boolean complete =
            counts.getInt("created") == ROWS * 9 / 10
                && counts.getInt("updated") + counts.getInt("unchanged") == ROWS / 10;
        keep(
            round,
            "import of 100,000 rows",
            complete,
            seconds,
            30_000,
            String.format(
                Locale.ROOT,
                "%.1f s, of that %.1f s on the wire; %d MB before, %d MB after",
                seconds,
                received,
                before,
                Processes.residentMegabytes(server.process())));
      }
    }
    return figures;
  }

  private static byte[] file(int round) {
    var text = new StringBuilder(ROWS * 100);
    text.append("Email,First Name,Last Name,Company,Title,City,Country,Phone\n");
    for (int i = 0; i < ROWS; i++) {
      if (i % 10 == 9) {
        text.append("s").append(round * ROWS + i).append("@stock.example");
      } else {
        text.append("r").append(round).append('n').append(i).append("@company");
        text.append(i % 5_000).append(".example");
      }
      text.append(",Avery").append(i).append(",Chen,Company ").append(i % 5_000);
      text.append(",Head of Sales,Berlin,Germany,+49 30 ").append(1_000_000 + i).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Lists of contacts that are there, by the domain of their company, into a sequence of its own.
   */
  List<ApiFigures> enrollments(int rounds) throws IOException, SQLException {
    try (var client = new WireClient(server.url(), server.token())) {
      for (int round = 0; round <= rounds; round++) {
        var list = "list" + round + ".example";
        try (var connection = postgres.connect(Cadenza.DATABASE);
            var mark =
                connection.prepareStatement(
                    "update contacts.contact set domain = ? where id in"
                        + " (select id from contacts.contact where domain = 'stock.example'"
                        + " order by id offset ? limit ?)")) {
          mark.setString(1, list);
          mark.setInt(2, 0);
          mark.setInt(3, ROWS);
          mark.executeUpdate();
        }
        var sequence = server.another();
        long began = System.nanoTime();
        var body =
            "{\"sequence_id\":\"" + sequence + "\",\"filter\":{\"domain\":\"" + list + "\"}}";
        var accepted =
            object(
                client.post(
                    "/v1/sequences/enrollments/bulk/",
                    "application/json",
                    body.getBytes(StandardCharsets.UTF_8)),
                202);
        var done = await(client, "/v1/jobs/" + accepted.getString("id"));
        double seconds = seconds(began);
        keep(
            round,
            "enrollment of 100,000 contacts",
            done.getJsonObject("counts").getInt("enrolled") == ROWS,
            seconds,
            25_000,
            String.format(Locale.ROOT, "%.1f s (bar 4 s, aim 1.5 s)", seconds));
      }
    }
    return figures;
  }

  /** The first round is the cold one. */
  private void keep(
      int round, String load, boolean complete, double seconds, double must, String note) {
    figures.add(
        new ApiFigures(
            round == 0 ? load + ", cold" : load,
            ROWS,
            complete ? 0 : 1,
            ROWS / seconds,
            0,
            0,
            round == 0 ? 0 : must,
            0,
            note));
  }

  private static JsonObject await(WireClient client, String path) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (true) {
      var now = object(client.get(path), 200);
      var status = now.getString("status");
      if (!List.of("waiting", "running").contains(status) || System.nanoTime() > deadline) {
        return now;
      }
      Trial.pause(20);
    }
  }

  static JsonObject object(WireClient.Answer answer, int expected) throws IOException {
    if (answer.status() != expected) {
      throw new IOException(answer.status() + " " + answer.body());
    }
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
