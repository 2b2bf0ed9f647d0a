package cadenza.product;

import cadenza.launcher.LibertyServer;
import cadenza.launcher.LibertyServer.Installation;
import cadenza.launcher.MailCatcher;
import cadenza.launcher.Ports;
import cadenza.launcher.PostgresServer;
import cadenza.testing.TestAuthority;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the suite shares: the database, the mail catcher, and where the server listens. */
public final class Product implements AutoCloseable {
  /** The operator's first token; it holds every scope. */
  static final String BOOTSTRAP_TOKEN = "acceptance-0123456789-0123456789-0123456789";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final PostgresServer database;
  private final MailCatcher catcher;
  private final TestAuthority authority;
  private final Map<String, List<Instant>> arrivals;
  private final int httpPort;
  private final int smtpPort;
  private final int imapPort;

  private Product(
      PostgresServer database,
      MailCatcher catcher,
      TestAuthority authority,
      Map<String, List<Instant>> arrivals,
      int httpPort,
      int smtpPort,
      int imapPort) {
    this.database = database;
    this.catcher = catcher;
    this.authority = authority;
    this.arrivals = arrivals;
    this.httpPort = httpPort;
    this.smtpPort = smtpPort;
    this.imapPort = imapPort;
  }

  /** Where the checkout lies. */
  public static Path root() {
    return Path.of(System.getProperty("cadenza.root", "..")).toAbsolutePath().normalize();
  }

  static Product start(Path home) {
    var smtpPort = Ports.free();
    var imapPort = Ports.free();
    var database = PostgresServer.start(home.resolve("postgresql"), Ports.free());
    var arrivals = new ConcurrentHashMap<String, List<Instant>>();
    var catcher =
        MailCatcher.start(
            smtpPort,
            imapPort,
            (address, message) ->
                arrivals
                    .computeIfAbsent(address, any -> new CopyOnWriteArrayList<>())
                    .add(Instant.now()));
    var authority = TestAuthority.in(home.resolve("authority"));
    return new Product(database, catcher, authority, arrivals, Ports.free(), smtpPort, imapPort);
  }

  /** Prepares the folder of a server that somebody else starts and stops. */
  void install(Path home) {
    var installation = Installation.ofBuild(root(), home, "768m").named(serverName());
    try {
      LibertyServer.install(installation);
      var overrides = installation.server().resolve("configDropins/overrides");
      Files.createDirectories(overrides);
      var text = new StringBuilder("<server>\n");
      var settings = settings(database);
      settings.put("cadenza.net.trust-file", authority.trustFile().toString());
      settings.forEach(
          (name, value) ->
              text.append("  <variable name=\"" + name + "\" value=\"" + value + "\"/>\n"));
      text.append("  <variable name=\"cadenza.public-url\" value=\"" + url() + "\"/>\n");
      text.append("  <variable name=\"cadenza.http.port\" value=\"" + httpPort + "\"/>\n");
      text.append("  <featureManager><feature>localConnector-1.0</feature></featureManager>\n");
      text.append("</server>\n");
      Files.writeString(overrides.resolve("suite.xml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Arquillian takes any server of this name on the machine for its own, so it is used once. */
  String serverName() {
    return "suite-" + httpPort;
  }

  /** What a server needs to work on this database, by the names of its settings. */
  public static Map<String, String> settings(PostgresServer database) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("cadenza.http.host", "127.0.0.1");
    settings.put("cadenza.db.url", database.jdbcUrl());
    settings.put("cadenza.db.user", PostgresServer.USER);
    settings.put("cadenza.db.owner-user", PostgresServer.OWNER);
    settings.put("cadenza.master-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    settings.put("cadenza.bootstrap.token", BOOTSTRAP_TOKEN);
    settings.put("cadenza.net.allowed-cidrs", "127.0.0.0/8,::1/128");
    settings.put("cadenza.messaging.mailbox-poll", "PT2S");
    settings.put("cadenza.webhooks.heartbeat", "PT3S");
    settings.put("cadenza.metrics.authentication", "false");
    return settings;
  }

  public int httpPort() {
    return httpPort;
  }

  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  public PostgresServer database() {
    return database;
  }

  public MailCatcher catcher() {
    return catcher;
  }

  /** The authority that the server's trust file names. */
  public TestAuthority authority() {
    return authority;
  }

  /** When mails for an address came in, by this machine's clock. */
  public List<Instant> arrivals(String address) {
    return arrivals.getOrDefault(address, List.of());
  }

  public int smtpPort() {
    return smtpPort;
  }

  public int imapPort() {
    return imapPort;
  }

  /** Every scope. */
  public Api api() {
    return new Api(url(), BOOTSTRAP_TOKEN);
  }

  /** Every scope, on a server elsewhere. */
  public static Api operator(String url) {
    return new Api(url, BOOTSTRAP_TOKEN);
  }

  public Api anonymous() {
    return new Api(url(), null);
  }

  /** A token with these scopes and no other. */
  public Api apiWith(String... scopes) {
    var list = Json.createArrayBuilder();
    for (var scope : scopes) {
      list.add(scope);
    }
    var minted =
        api()
            .post(
                "/v1/tokens/",
                Json.createObjectBuilder().add("label", "journey").add("scopes", list))
            .expect(201);
    return new Api(url(), minted.json().getString("token"));
  }

  /** An address nobody had before. */
  public static String newAddress(String name) {
    return name + NUMBER.incrementAndGet() + "@example.com";
  }

  /** A mailbox on the catcher, connected for sending and reading. */
  public Mailbox newMailbox() {
    var address = "sales" + NUMBER.incrementAndGet() + "@cadenza.test";
    catcher.mailbox(address, "secret");
    var answer = api().post("/v1/inboxes/", inboxAt(address, smtpPort)).expect(201);
    return new Mailbox(answer.id(), address);
  }

  /** A connected mailbox: its id and its address. */
  public record Mailbox(String id, String address) {}

  public jakarta.json.JsonObjectBuilder inboxAt(String address, int smtp) {
    return Json.createObjectBuilder()
        .add("address", address)
        .add("display_name", "Sales")
        .add("smtp", server(address, smtp))
        .add("imap", server(address, imapPort));
  }

  private static jakarta.json.JsonObjectBuilder server(String address, int port) {
    return Json.createObjectBuilder()
        .add("host", "127.0.0.1")
        .add("port", port)
        .add("security", "none")
        .add("username", address)
        .add("password", "secret");
  }

  @Override
  public void close() {
    catcher.close();
    database.close();
  }
}
