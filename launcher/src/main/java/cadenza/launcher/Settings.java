package cadenza.launcher;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What can be chosen at the start: each name is a system property, or an environment variable in
 * capitals with underscores.
 */
record Settings(Path root, Properties properties, Map<String, String> environment) {
  private static final String LOOPBACK = "127.0.0.0/8,::1/128";

  /** The folder that is kept between runs. */
  Path data() {
    return root.resolve(find("cadenza.data").orElse(".cadenza"));
  }

  int httpPort() {
    return number("cadenza.http.port", 9080);
  }

  String httpHost() {
    return find("cadenza.http.host").orElse("127.0.0.1");
  }

  /** Where links in mails lead. */
  String publicUrl() {
    return find("cadenza.public-url").orElse("http://" + httpHost() + ":" + httpPort());
  }

  /**
   * Inside addresses that mail and webhooks may go to: this machine, where the demo's mail is, and
   * what was asked for.
   */
  String allowedCidrs() {
    return find("cadenza.net.allowed-cidrs").map(more -> LOOPBACK + "," + more).orElse(LOOPBACK);
  }

  /** Authorities that mail servers and endpoints may be certified by, besides Java's own. */
  Optional<Path> trustFile() {
    return find("cadenza.net.trust-file").map(root::resolve);
  }

  /** The largest heap of the server. */
  String heap() {
    return find("cadenza.heap").orElse("768m");
  }

  /** Empty: PostgreSQL is started here. */
  Optional<String> databaseUrl() {
    return find("cadenza.db.url");
  }

  int databasePort() {
    return number("cadenza.db.port", 9054);
  }

  /** {@code host:port}; empty: the catcher takes the mail. */
  Optional<String> smtp() {
    return find("cadenza.mail.smtp");
  }

  /** {@code host:port}; empty: the catcher holds the mailbox. */
  Optional<String> imap() {
    return find("cadenza.mail.imap");
  }

  int smtpPort() {
    return number("cadenza.smtp.port", 9025);
  }

  int imapPort() {
    return number("cadenza.imap.port", 9043);
  }

  String smtpAddress() {
    return smtp().orElse("127.0.0.1:" + smtpPort());
  }

  String imapAddress() {
    return imap().orElse("127.0.0.1:" + imapPort());
  }

  /** How the connections to both mail servers are secured: none, starttls or tls. */
  String mailSecurity() {
    return find("cadenza.mail.security").orElse("none");
  }

  String mailAddress() {
    return find("cadenza.mail.address").orElse("avery@cadenza.test").toLowerCase(Locale.ROOT);
  }

  String mailUser() {
    return find("cadenza.mail.user").orElse(mailAddress());
  }

  String mailPassword() {
    return find("cadenza.mail.password").orElse("demo");
  }

  Optional<String> find(String name) {
    var property = properties.getProperty(name);
    if (property != null && !property.isBlank()) {
      return Optional.of(property.strip());
    }
    var variable = environment.get(variable(name));
    return Optional.ofNullable(variable).map(String::strip).filter(text -> !text.isEmpty());
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private int number(String name, int otherwise) {
    return find(name)
        .map(
            text -> {
              try {
                return Integer.parseInt(text);
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " is not a number: " + text, e);
              }
            })
        .orElse(otherwise);
  }
}
