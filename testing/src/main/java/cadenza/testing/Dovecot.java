package cadenza.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Dovecot from the system's packages: IMAP, LMTP with Sieve, and the logins of an SMTP server. Its
 * users are {@code sales}, {@code buyer}, {@code away}, {@code strict} and {@code full}, whose
 * mailbox is; every password is {@code secret}.
 */
public final class Dovecot extends Daemon {
  /** What a test that needs it says where it is not there. */
  public static final String ABSENT =
      "SKIPPED: Dovecot is not installed (dovecot-imapd, dovecot-lmtpd, dovecot-sieve)";

  private static final String USERS =
      """
      sales:{PLAIN}secret::::::
      buyer:{PLAIN}secret::::::
      away:{PLAIN}secret::::::
      strict:{PLAIN}secret::::::
      full:{PLAIN}secret::::::userdb_quota_rule=*:storage=1B
      """;

  private static final Path BINARY = Path.of("/usr/sbin/dovecot");
  private static final Path SIEVE = Path.of("/usr/lib/dovecot/modules/lib90_sieve_plugin.so");

  private final int imapPort = freePort();
  private final int lmtpPort = freePort();
  private final int loginPort = freePort();
  private final int submissionPort;

  private Dovecot(int submissionPort) {
    super("dovecot");
    this.submissionPort = submissionPort;
  }

  /** Whether it can be started here. */
  public static boolean isInstalled() {
    return Files.isExecutable(BINARY)
        && Files.exists(SIEVE)
        && Files.isExecutable(Path.of("/usr/lib/dovecot/lmtp"));
  }

  /**
   * @param submissionPort where it hands in the answers that Sieve gives
   */
  public static Dovecot start(int submissionPort) {
    var server = new Dovecot(submissionPort);
    try {
      for (var folder : List.of("mail", "homes", "sieve")) {
        open(server.home().resolve(folder));
      }
      server.write("users", USERS);
      server.write("dovecot.conf", server.configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.restart();
    return server;
  }

  /** Ends it at once, if it runs, and starts it on the same mail and ports. */
  public void restart() {
    kill();
    try {
      Files.deleteIfExists(home().resolve("run/master.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    launch(Map.of(), BINARY.toString(), "-F", "-c", configurationFile());
    awaitPort(imapPort);
  }

  public int imapPort() {
    return imapPort;
  }

  int lmtpPort() {
    return lmtpPort;
  }

  /** Where an SMTP server asks who may send. */
  int loginPort() {
    return loginPort;
  }

  /** Empties somebody's mailbox, and makes it anew; nobody may be logged in to it. */
  public void user(String name) {
    remove(home().resolve("mail").resolve(name));
  }

  /** What becomes of somebody's mail when it comes in. */
  public void sieve(String user, String script) {
    write("sieve/" + user + ".sieve", script);
  }

  /** Puts a mail into the inbox behind the server's back, as it is, however broken. */
  public void drop(String user, byte[] mail) {
    try {
      var unfinished = home().resolve("mail").resolve("dropped-" + UUID.randomUUID());
      Files.write(unfinished, mail);
      var folder = open(home().resolve("mail").resolve(user).resolve("new"));
      Files.move(
          unfinished, folder.resolve(UUID.randomUUID() + ".here"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator gives the inbox a new numbering. */
  public void renumber(String user, long uidValidity) {
    run(
        List.of(
            "/usr/bin/doveadm",
            "-c",
            configurationFile(),
            "mailbox",
            "update",
            "--uid-validity",
            Long.toString(uidValidity),
            "-u",
            user,
            "INBOX"));
  }

  /**
   * The inbox is lost and made anew, empty, by a server that has forgotten which numbers it gave:
   * it begins at 1 under the same numbering.
   */
  public void forget(String user) {
    var inbox = home().resolve("mail").resolve(user);
    try {
      var head = Files.readAllLines(inbox.resolve("dovecot-uidlist"), StandardCharsets.ISO_8859_1);
      var numbering =
          List.of(head.get(0).split(" ")).stream()
              .filter(word -> word.startsWith("V"))
              .findFirst()
              .orElseThrow();
      remove(inbox);
      for (var folder : List.of("", "cur", "new", "tmp")) {
        open(inbox.resolve(folder));
      }
      Files.writeString(
          inbox.resolve("dovecot-uidlist"),
          "3 " + numbering + " N1 G" + UUID.randomUUID().toString().replace("-", "") + "\n");
      Files.setPosixFilePermissions(
          inbox.resolve("dovecot-uidlist"), PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String configurationFile() {
    return home().resolve("dovecot.conf").toString();
  }

  /** As root its parts run as the users that its package made, otherwise all as ours. */
  private String configuration() throws IOException {
    var me = System.getProperty("user.name");
    var group = Files.readAttributes(home(), PosixFileAttributes.class).group().getName();
    return """
        base_dir = HOME/run
        state_dir = HOME/state
        log_path = HOME/log
        protocols = imap lmtp
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        auth_failure_delay = 0
        auth_username_format = %n
        first_valid_uid = 1
        default_login_user = LOGIN
        default_internal_user = USER
        default_internal_group = GROUP
        mail_uid = USER
        mail_gid = GROUP
        mail_location = maildir:HOME/mail/%n
        mail_max_userip_connections = 50
        maildir_very_dirty_syncs = no
        postmaster_address = postmaster@company.test
        submission_host = 127.0.0.1:SUBMISSION
        passdb {
          driver = passwd-file
          args = username_format=%n HOME/users
        }
        userdb {
          driver = passwd-file
          args = username_format=%n HOME/users
          override_fields = home=HOME/homes/%n
        }
        service imap-login {
          inet_listener imap {
            port = IMAP
          }
          inet_listener imaps {
            port = 0
          }
          chroot =
          service_count = 0
          process_min_avail = 1
        }
        service anvil {
          chroot =
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service lmtp {
          inet_listener lmtp {
            port = LMTP
          }
        }
        service auth {
          inet_listener {
            port = LOGINS
          }
        }
        namespace inbox {
          inbox = yes
          mailbox Junk {
            auto = create
            special_use = \\Junk
          }
          mailbox "All Mail" {
            special_use = \\All
          }
        }
        protocol lmtp {
          mail_plugins = quota sieve
        }
        plugin {
          sieve = file:HOME/homes/%n/sieve;active=HOME/sieve/%n.sieve
          sieve_vacation_min_period = 0
          quota = maildir:User quota
        }
        """
        .replace("LOGINS", Integer.toString(loginPort))
        .replace("LOGIN", isRoot() ? "dovenull" : me)
        .replace("USER", isRoot() ? "dovecot" : me)
        .replace("GROUP", isRoot() ? "dovecot" : group)
        .replace("IMAP", Integer.toString(imapPort))
        .replace("LMTP", Integer.toString(lmtpPort))
        .replace("SUBMISSION", Integer.toString(submissionPort))
        .replace("HOME", home().toString());
  }
}
