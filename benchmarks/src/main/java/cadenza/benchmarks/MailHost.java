package cadenza.benchmarks;

import cadenza.testing.Dovecot;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * An IMAP server with one mailbox: Dovecot where it is installed, else one that is embedded.
 *
 * @param name what stands in the results
 */
record MailHost(String name, int port, Runnable end) implements AutoCloseable {
  static final String USER = "sales";
  static final String PASSWORD = "secret";
  private static final int NOBODY_LISTENS = 1;

  static MailHost start() {
    return Dovecot.isInstalled() ? dovecot() : embedded();
  }

  private static MailHost dovecot() {
    var server = Dovecot.start(NOBODY_LISTENS);
    server.user(USER);
    return new MailHost("Dovecot", server.imapPort(), server::close);
  }

  private static MailHost embedded() {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    server.start();
    server.setUser("sales0@sender.test", USER, PASSWORD);
    return new MailHost(
        "GreenMail, for Dovecot is not installed", server.getImap().getPort(), server::stop);
  }

  @Override
  public void close() {
    end.run();
  }
}
