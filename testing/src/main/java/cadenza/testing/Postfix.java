package cadenza.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Postfix from the system's packages, before a {@link Dovecot}: it takes mail of whoever logs in
 * and delivers {@code cadenza.test} and {@code company.test} to Dovecot, which alone knows who is
 * there. At {@code known.test} it knows that itself, {@code policy.test} wants nothing, and the
 * server of {@code slow.test} is away: after a second it reports the delay, and after five the
 * failure.
 */
public final class Postfix extends Daemon {
  /** What a test that needs it says where it is not there. */
  public static final String ABSENT =
      "SKIPPED: Postfix is not installed (postfix), or this is not run as root, as it needs";

  private static final Path DAEMONS = Path.of("/usr/lib/postfix/sbin");
  private static final int CLOSED_PORT = 1;

  private final int port;
  private final Dovecot mailboxes;

  private Postfix(int port, Dovecot mailboxes) {
    super("postfix");
    this.port = port;
    this.mailboxes = mailboxes;
  }

  /** Whether it can be started here. */
  public static boolean isInstalled() {
    return isRoot() && Files.isExecutable(DAEMONS.resolve("master"));
  }

  /** A port for {@link #start}, which the mailboxes' server is to know too. */
  public static int port() {
    return freePort();
  }

  public static Postfix start(int port, Dovecot mailboxes) {
    var server = new Postfix(port, mailboxes);
    try {
      server.makeFolders();
      server.write("conf/main.cf", server.main());
      server.write("conf/master.cf", MASTER.replace("PORT", Integer.toString(port)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var configuration = server.home().resolve("conf").toString();
    server.launch(
        Map.of("MAIL_CONFIG", configuration),
        DAEMONS.resolve("master").toString(),
        "-c",
        configuration,
        "-d");
    server.awaitPort(port);
    return server;
  }

  public int smtpPort() {
    return port;
  }

  /** What it has written down so far. */
  public String log() {
    try {
      return Files.readString(home().resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeFolders() throws IOException {
    Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(home().resolve("conf"));
    var owner =
        home().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix");
    Files.setOwner(Files.createDirectory(home().resolve("data")), owner);
    Files.createDirectory(home().resolve("queue"));
    Files.createDirectory(home().resolve("queue/pid"));
    for (var folder :
        List.of(
            "active",
            "bounce",
            "corrupt",
            "defer",
            "deferred",
            "flush",
            "hold",
            "incoming",
            "maildrop",
            "private",
            "public",
            "saved",
            "trace")) {
      var made = Files.createDirectory(home().resolve("queue").resolve(folder));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
      Files.setOwner(made, owner);
    }
  }

  private String main() {
    return """
        compatibility_level = 3.6
        queue_directory = HOME/queue
        data_directory = HOME/data
        maillog_file = HOME/log
        maillog_file_prefixes = HOME
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mx.company.test
        mydestination =
        mynetworks = 127.0.0.0/8
        alias_maps =
        alias_database =
        local_recipient_maps =
        virtual_mailbox_domains = cadenza.test, company.test, known.test
        virtual_mailbox_maps = inline:{ { @cadenza.test = x }, { @company.test = x }, { buyer@known.test = x } }
        virtual_transport = lmtp:inet:127.0.0.1:LMTP
        transport_maps = inline:{ { slow.test = smtp:[127.0.0.1]:CLOSED }, { policy.test = error:5.7.1 Message rejected under the policy of the recipient } }
        relay_domains = slow.test, policy.test
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:LOGINS
        queue_run_delay = 1s
        minimal_backoff_time = 1s
        maximal_backoff_time = 1s
        delay_warning_time = 1s
        maximal_queue_lifetime = 5s
        bounce_queue_lifetime = 5s
        """
        .replace("HOME", home().toString())
        .replace("LMTP", Integer.toString(mailboxes.lmtpPort()))
        .replace("LOGINS", Integer.toString(mailboxes.loginPort()))
        .replace("CLOSED", Integer.toString(CLOSED_PORT));
  }

  private static final String MASTER =
      """
      PORT inet n - n - - smtpd
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 1 1 qmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      error unix - - n - - error
      retry unix - - n - - error
      smtp unix - - n - - smtp
      lmtp unix - - n - - lmtp
      anvil unix - - n - 1 anvil
      proxymap unix - - n - - proxymap
      postlog unix-dgram n - n - 1 postlogd
      """;
}
