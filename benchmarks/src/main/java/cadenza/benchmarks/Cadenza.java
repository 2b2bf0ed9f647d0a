package cadenza.benchmarks;

import cadenza.launcher.LibertyServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * The product as it ships, on a fresh database: a server process and what was made over its HTTP
 * interface. Sender accounts have no limits and speak to the sink.
 */
final class Cadenza implements AutoCloseable {
  static final String DATABASE = "cadenza_bench";

  /** Opens nothing but a database that lives as long as one trial. */
  private static final String TOKEN = "cdz_benchmark00000000000000000000000000000000001hUFrf";

  /** Of two options of one name the later counts, so these win over the quick compiler's. */
  private static final List<String> BOTH_COMPILERS =
      List.of("-XX:TieredStopAtLevel=4", "-XX:ReservedCodeCacheSize=240m");

  private final LibertyServer server;
  private final Postgres postgres;
  private final List<String> inboxes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private Cadenza(LibertyServer server, Postgres postgres) {
    this.server = server;
    this.postgres = postgres;
  }

  static Cadenza start(Settings settings, Postgres postgres) throws SQLException {
    return start(settings, postgres, List.of());
  }

  /** As a Liberty of one's own comes, see ADR 18. */
  static Cadenza startWithBothCompilers(Settings settings, Postgres postgres) throws SQLException {
    return start(settings, postgres, BOTH_COMPILERS);
  }

  private static Cadenza start(Settings settings, Postgres postgres, List<String> compilers)
      throws SQLException {
    postgres.recreate(DATABASE);
    var variables = new HashMap<String, String>();
    variables.put("CADENZA_DB_URL", postgres.url(DATABASE));
    variables.put("CADENZA_DB_USER", Postgres.PRODUCT);
    variables.put("CADENZA_DB_OWNER_USER", Postgres.USER);
    variables.put("CADENZA_MASTER_KEY", masterKey());
    variables.put("CADENZA_BOOTSTRAP_TOKEN", TOKEN);
    variables.put("CADENZA_NET_ALLOWED_CIDRS", "127.0.0.0/8");
    variables.put("CADENZA_WEBHOOKS_TIMEOUT", "PT5S"); // as the peers have it
    var installation =
        LibertyServer.Installation.ofBuild(
                settings.root(), settings.output().resolve("server"), settings.heap())
            .with(Stream.concat(compilers.stream(), settings.jvmOptions().stream()).toList());
    var server = LibertyServer.start(installation, settings.httpPort(), variables);
    try {
      return new Cadenza(server.awaitReady(Duration.ofSeconds(300)), postgres);
    } catch (IllegalStateException failed) {
      server.close();
      throw failed;
    }
  }

  private static String masterKey() {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  String url() {
    return server.url();
  }

  String token() {
    return TOKEN;
  }

  /** Another sequence of the first inbox; its first step is a year away. */
  String another() throws IOException {
    return sequence(inboxes.get(0));
  }

  /** Contacts that {@link #fill} has put there, as the interface names them. */
  List<String> people(int number) throws IOException {
    try (var connection = postgres.connect(DATABASE);
        var query =
            connection.prepareStatement(
                "select id from contacts.contact where address_key like 's%@stock.example'"
                    + " order by id limit ?")) {
      query.setInt(1, number);
      var people = new ArrayList<String>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          people.add(row.getString(1));
        }
      }
      return people;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** So many contacts with an address of their own, {@code s<number>@stock.example}. */
  void fill(int contacts) throws SQLException {
    try (var connection = postgres.connect(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create unlogged table stock as
          select i, new_id(i) as id, 's' || i || '@stock.example' as address,
            (select workspace_id from contacts.contact limit 1) as workspace_id
          from generate_series(0, %d) i
          """
              .formatted(contacts - 1));
      statement.execute(
          """
          insert into contacts.contact (workspace_id, id, full_name, domain, email_labels,
            email_addresses, address_key, phone_labels, phone_numbers, anniversary_types,
            anniversary_dates, created_at, updated_at, version)
          select workspace_id, id, 'Stock ' || i, 'stock.example', array['work'], array[address],
            address, '{}', '{}', '{}', '{}', now(), now(), 0
          from stock order by i
          """);
      statement.execute(
          "insert into contacts.contact_address (workspace_id, address_key, contact_id)"
              + " select workspace_id, address, id from stock order by i");
      statement.execute("vacuum (analyze) contacts.contact, contacts.contact_address");
      statement.execute("checkpoint");
    }
  }

  ProcessHandle process() {
    return server.process();
  }

  /**
   * One sequence of two steps, and on each of so many sender accounts one enrollment whose first
   * step is a year away: the pattern that the load is cut from.
   */
  List<String> prepare(int senderAccounts, int smtpPort) throws IOException {
    for (int i = 0; i < senderAccounts; i++) {
      inboxes.add(inbox("sales" + i + "@sender.test", smtpPort));
    }
    var sequence = sequence(inboxes.get(0));
    for (int i = 0; i < senderAccounts; i++) {
      enroll(inboxes.get(i), sequence, contact("pattern" + i + "@example.test"));
    }
    return inboxes;
  }

  /** Replies to the first sender account come in there. */
  void readMailAt(int imapPort, String user, String password) throws IOException {
    var imap =
        Json.createObjectBuilder()
            .add("host", "127.0.0.1")
            .add("port", imapPort)
            .add("security", "none")
            .add("username", user)
            .add("password", password);
    send(
        "PATCH",
        "/v1/inboxes/" + inboxes.get(0),
        Json.createObjectBuilder().add("imap", imap).build());
  }

  private String inbox(String address, int smtpPort) throws IOException {
    var smtp =
        Json.createObjectBuilder()
            .add("host", "127.0.0.1")
            .add("port", smtpPort)
            .add("security", "none");
    return post(
        "/v1/inboxes/",
        Json.createObjectBuilder()
            .add("address", address)
            .add("display_name", "Sales")
            .add("smtp", smtp)
            .build());
  }

  private String sequence(String inbox) throws IOException {
    var emails =
        Json.createArrayBuilder()
            .add(email(365, "Following up"))
            .add(email(7, "Following up once more"));
    return post(
        "/v1/sequences/",
        Json.createObjectBuilder()
            .add("name", "Benchmark")
            .add("sender_inbox_id", inbox)
            .add("exit_on_reply", true)
            .add("emails", emails)
            .build());
  }

  private static JsonObject email(int delayDays, String subject) {
    return Json.createObjectBuilder()
        .add("delay_days", delayDays)
        .add("subject", subject)
        .add("body", body())
        .build();
  }

  /** The same length as the peers' body. */
  private static String body() {
    var text = new StringBuilder("Hello {{first_name}},\n");
    while (text.length() < 1500) {
      text.append("this is a follow-up line of about seventy characters for you, friend.\n");
    }
    return text.toString();
  }

  private String contact(String address) throws IOException {
    var email = Json.createObjectBuilder().add("label", "work").add("address", address);
    return post(
        "/v1/contacts/",
        Json.createObjectBuilder()
            .add("full_name", "Avery Chen")
            .add("emails", Json.createArrayBuilder().add(email))
            .build());
  }

  private void enroll(String inbox, String sequence, String contact) throws IOException {
    post(
        "/v1/sequences/enrollments/",
        Json.createObjectBuilder()
            .add("inbox_id", inbox)
            .add("sequence_id", sequence)
            .add("recipient", Json.createObjectBuilder().add("contact_id", contact))
            .build());
  }

  /** Hears of one type of event, unsparingly. */
  String endpoint(String url, String type) throws IOException {
    return post(
        "/v1/webhook_endpoints/",
        Json.createObjectBuilder()
            .add("url", url)
            .add("event_types", Json.createArrayBuilder().add(type))
            .build());
  }

  void move(String endpoint, String url) throws IOException {
    send(
        "PATCH",
        "/v1/webhook_endpoints/" + endpoint,
        Json.createObjectBuilder().add("url", url).build());
  }

  void silence(String endpoint) throws IOException {
    send(
        "PATCH",
        "/v1/webhook_endpoints/" + endpoint,
        Json.createObjectBuilder().add("enabled", false).build());
  }

  private String post(String path, JsonObject body) throws IOException {
    return send("POST", path, body);
  }

  private String send(String method, String path, JsonObject body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IOException(path + ": " + response.statusCode() + " " + response.body());
      }
      try (var reader = Json.createReader(new StringReader(response.body()))) {
        return reader.readObject().getString("id");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
