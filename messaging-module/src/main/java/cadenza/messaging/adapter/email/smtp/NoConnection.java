package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.OutsideHosts;
import cadenza.messaging.adapter.email.connection.PlainRefused;
import cadenza.messaging.adapter.email.connection.TlsFaults;
import cadenza.messaging.application.LoginUnavailable;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailServer;
import jakarta.mail.AuthenticationFailedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no connection to a server.
 *
 * @param words its reply, where it gave one
 * @param code of the reply, or -1
 */
record NoConnection(ConnectionFault fault, String words, int code) {
  /** What an access token that is refused is answered with, the reason in Base64 behind it. */
  static final String ASKED_FOR_MORE = "334";

  private static final Pattern CODE = Pattern.compile("response: ?(\\d{3})[ -]?.*", Pattern.DOTALL);
  private static final Pattern CODE_IN_FRONT = Pattern.compile("^\\s*(\\d{3})[ -]");

  /**
   * @param server what the connection was asked of, if there is any
   */
  static NoConnection of(Exception failure, @Nullable MailServer server) {
    var words = String.valueOf(failure.getMessage());
    if (failure instanceof OutsideHosts.AddressRefused) {
      return of(ConnectionFault.ADDRESS_REFUSED);
    }
    if (failure instanceof LoginUnavailable unavailable) {
      return new NoConnection(unavailable.fault(), unavailable.reason(), -1);
    }
    if (failure instanceof AuthenticationFailedException) {
      return loginRefused(words, server);
    }
    if (failure instanceof PlainRefused) {
      return of(ConnectionFault.PLAIN_REFUSED);
    }
    if (words.startsWith("STARTTLS is required")) {
      return of(ConnectionFault.STARTTLS_NOT_OFFERED);
    }
    var tlsFault = TlsFaults.of(failure);
    if (tlsFault.isPresent()) {
      return of(tlsFault.get());
    }
    var greeting = CODE.matcher(words);
    if (greeting.find()) {
      return refusedWith(
          ConnectionFault.REFUSED, words.substring(greeting.start(1)), greeting.group(1));
    }
    return of(ConnectionFault.UNREACHABLE);
  }

  private static NoConnection refusedWith(ConnectionFault fault, String reply, String code) {
    return new NoConnection(fault, reply, Integer.parseInt(code));
  }

  /** Without a code in front the connection was lost, unless nothing could be tried at all. */
  private static NoConnection loginRefused(String words, @Nullable MailServer server) {
    if (words.startsWith(ASKED_FOR_MORE)) {
      return of(ConnectionFault.LOGIN_REFUSED);
    }
    var code = CODE_IN_FRONT.matcher(words);
    if (code.find()) {
      var fault =
          code.group(1).startsWith("4") ? ConnectionFault.REFUSED : ConnectionFault.LOGIN_REFUSED;
      return refusedWith(fault, words.strip(), code.group(1));
    }
    boolean nothingTried =
        words.startsWith("No authentication mechanisms")
            || server == null
            || server.password() == null && !server.byToken();
    return nothingTried
        ? new NoConnection(ConnectionFault.LOGIN_REFUSED, words, -1)
        : new NoConnection(
            ConnectionFault.UNREACHABLE, "The connection was lost at the login.", -1);
  }

  private static NoConnection of(ConnectionFault fault) {
    return new NoConnection(fault, fault.words(), -1);
  }

  /** Whether no server is to blame for it. */
  boolean isTheAccountsOwn() {
    return fault.isTls() || fault.isLogin() || fault == ConnectionFault.PLAIN_REFUSED;
  }
}
