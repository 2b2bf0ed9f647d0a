package cadenza.launcher;

import cadenza.launcher.LibertyServer.Installation;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** PostgreSQL, the mail catcher and the server, started in this order and stopped in reverse. */
final class Demo {
  private final Settings settings;
  private final PrintStream terminal;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean stopping;

  Demo(Settings settings, PrintStream terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  void start() {
    var began = System.nanoTime();
    var secrets = new Secrets(settings.data());
    var variables = new LinkedHashMap<String, String>();
    variables.put("CADENZA_MASTER_KEY", secrets.masterKey());
    variables.put("CADENZA_BOOTSTRAP_TOKEN", secrets.bootstrapToken());
    variables.put("CADENZA_HTTP_HOST", settings.httpHost());
    variables.put("CADENZA_METRICS_AUTHENTICATION", "false");
    variables.put("CADENZA_PUBLIC_URL", settings.publicUrl());
    variables.put("CADENZA_SESSIONS_PLAIN_LOOPBACK", "true");
    variables.put("CADENZA_NET_ALLOWED_CIDRS", settings.allowedCidrs());
    settings
        .trustFile()
        .ifPresent(file -> variables.put("CADENZA_NET_TRUST_FILE", file.toString()));
    // An orphan of the server goes before the database that it works on.
    LibertyServer.stopOrphan(installation());
    var jdbcUrl = startDatabase(variables);
    startCatcher();
    var server = startServer(variables);
    var access = DemoAccess.prepare(server.url(), settings, secrets.bootstrapToken());
    var results = new LinkedHashMap<String, String>();
    results.put("CADENZA_URL", server.url());
    results.put("CADENZA_TOKEN", access.token());
    results.put("CADENZA_INBOX_ID", access.inboxId());
    results.put("CADENZA_SMTP", settings.smtpAddress());
    results.put("CADENZA_IMAP", settings.imapAddress());
    results.put("CADENZA_IMAP_USER", settings.mailUser());
    results.put("CADENZA_IMAP_PASSWORD", settings.mailPassword());
    results.put("CADENZA_JDBC_URL", jdbcUrl);
    write(results);
    say(results, Duration.ofNanos(System.nanoTime() - began));
  }

  private String startDatabase(Map<String, String> variables) {
    var external = settings.databaseUrl();
    if (external.isPresent()) {
      // The server reads the external database's settings from the same names.
      for (var name :
          new String[] {
            "cadenza.db.url",
            "cadenza.db.user",
            "cadenza.db.password",
            "cadenza.db.owner-user",
            "cadenza.db.owner-password"
          }) {
        settings.find(name).ifPresent(value -> variables.put(Settings.variable(name), value));
      }
      return external.get();
    }
    var home = settings.data().resolve("postgresql");
    terminal.println("Starting PostgreSQL; its data is kept in " + home);
    PostgresServer.stopOrphan(home);
    Ports.requireFree(settings.databasePort(), "cadenza.db.port");
    var database = PostgresServer.start(home, settings.databasePort());
    started(database);
    variables.put("CADENZA_DB_URL", database.jdbcUrl());
    variables.put("CADENZA_DB_USER", PostgresServer.USER);
    variables.put("CADENZA_DB_OWNER_USER", PostgresServer.OWNER);
    return database.jdbcUrl() + "?user=" + PostgresServer.OWNER; // sees all
  }

  private void startCatcher() {
    if (settings.smtp().isPresent() && settings.imap().isPresent()) {
      return;
    }
    Ports.requireFree(settings.smtpPort(), "cadenza.smtp.port");
    Ports.requireFree(settings.imapPort(), "cadenza.imap.port");
    var catcher = MailCatcher.start(settings.smtpPort(), settings.imapPort(), this::caught);
    catcher.mailbox(settings.mailAddress(), settings.mailPassword());
    started(catcher);
  }

  private void caught(String address, MimeMessage message) {
    try {
      terminal.println("Mail for " + address + ": " + message.getSubject());
    } catch (MessagingException unreadable) {
      terminal.println("Mail for " + address);
    }
  }

  private LibertyServer startServer(Map<String, String> variables) {
    var installation = installation();
    Ports.requireFree(settings.httpHost(), settings.httpPort(), "cadenza.http.port");
    terminal.println("Starting Open Liberty; its logs are in " + installation.logs());
    var server = LibertyServer.start(installation, settings.httpPort(), new HashMap<>(variables));
    started(server);
    return server.awaitReady(Duration.ofMinutes(5));
  }

  private Installation installation() {
    return Installation.ofBuild(
        settings.root(), settings.data().resolve("liberty"), settings.heap());
  }

  private void write(Map<String, String> results) {
    var file = environmentFile();
    try {
      Files.createDirectories(file.getParent());
      Secrets.write(file, ShellVariables.of(results));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path environmentFile() {
    return settings.root().resolve("target/cadenza.env");
  }

  private void say(Map<String, String> results, Duration took) {
    terminal.println();
    terminal.println("Cadenza is ready after " + took.toSeconds() + " s.");
    terminal.println();
    results.forEach((name, value) -> terminal.println("  " + name + "=" + value));
    terminal.println();
    terminal.println(Walk.through(environmentFile()));
    terminal.println("Ctrl-C stops everything.");
  }

  /** Returns when the server has ended: because it was told to, or by itself. */
  void awaitEnd() {
    LibertyServer server;
    synchronized (this) {
      server = (LibertyServer) running.getFirst();
    }
    server.process().onExit().join();
    synchronized (this) {
      if (!stopping) {
        throw new IllegalStateException("The server ended by itself; see its logs");
      }
    }
  }

  private synchronized void started(AutoCloseable part) {
    running.push(part);
    if (stopping) {
      throw new IllegalStateException("Stopped while starting");
    }
  }

  /** Liberty first, so that it finishes what it has begun with database and mail still there. */
  void stop() {
    synchronized (this) {
      stopping = true;
    }
    while (true) {
      AutoCloseable part;
      synchronized (this) {
        part = running.poll();
      }
      if (part == null) {
        return;
      }
      try {
        part.close();
      } catch (Exception e) {
        terminal.println("While stopping: " + e);
      }
    }
  }
}
