package cadenza.messaging.adapter.email.imap;

import cadenza.testing.ScriptedLines;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** As much of an IMAP server as a login needs. */
final class ScriptedMailbox extends ScriptedLines {
  private ScriptedMailbox(@Nullable SSLContext tls, boolean tlsFromTheStart) {
    super(tls, tlsFromTheStart);
  }

  static ScriptedMailbox plain() {
    return new ScriptedMailbox(null, false);
  }

  static ScriptedMailbox startTls(SSLContext tls) {
    return new ScriptedMailbox(tls, false);
  }

  static ScriptedMailbox tls(SSLContext tls) {
    return new ScriptedMailbox(tls, true);
  }

  @Override
  protected boolean greet(Peer peer) throws IOException {
    peer.write("* OK ready");
    return true;
  }

  @Override
  protected @Nullable String startsTls(String line) {
    return verb(line).equals("STARTTLS") ? tag(line) + " OK go" : null;
  }

  @Override
  protected boolean answer(Peer peer, String line) throws IOException {
    switch (verb(line)) {
      case "CAPABILITY" ->
          peer.write("* CAPABILITY IMAP4rev1 AUTH=PLAIN" + (offersTls(peer) ? " STARTTLS" : ""));
      case "AUTHENTICATE" -> {
        peer.write("+ ");
        commands.add("credentials " + peer.readLine());
      }
      case "LOGOUT" -> {
        peer.write("* BYE\r\n" + tag(line) + " OK bye");
        return false;
      }
      default -> {}
    }
    peer.write(tag(line) + " OK done");
    return true;
  }

  private static String tag(String line) {
    return line.split(" ", -1)[0];
  }

  private static String verb(String line) {
    var words = line.split(" ", -1);
    return words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
  }
}
