package cadenza.messaging.domain;

/** Why no connection could be made that a login or a mail may go over, and what to look at. */
public enum ConnectionFault {
  ADDRESS_REFUSED("host", "The server's address was refused."),
  UNREACHABLE("host", "The server could not be reached."),
  /** It was reached, and closed the door before the login. */
  REFUSED("host", "The server refused the connection."),
  PLAIN_REFUSED("security", "A connection without TLS is not allowed here."),
  STARTTLS_NOT_OFFERED("security", "The server does not offer STARTTLS."),
  TLS_FAILED("security", "No TLS connection could be made."),
  CERTIFICATE_UNTRUSTED("host", "The server's certificate is of no authority that is trusted."),
  CERTIFICATE_OTHER_HOST("host", "The server's certificate is for another host name."),
  CERTIFICATE_EXPIRED("host", "The server's certificate is not valid at this time."),
  LOGIN_REFUSED("password", "The server refused the login."),
  /** Its owner took back what he granted, or it was never right. */
  AUTHORIZATION_REFUSED("/oauth/refresh_token", "The issuer gives no access token."),
  ISSUER_AWAY("/oauth/token_url", "The issuer of the access token could not be asked.");

  private final String field;
  private final String words;

  ConnectionFault(String field, String words) {
    this.field = field;
    this.words = words;
  }

  /**
   * The setting that is wrong, most likely.
   *
   * @param server the pointer of the server's settings, such as {@code /smtp}
   */
  public String pointer(String server) {
    return field.startsWith("/") ? field : server + "/" + field;
  }

  public String words() {
    return words;
  }

  /** Whoever logs in is not who may; the same again would be refused again. */
  public boolean isLogin() {
    return this == LOGIN_REFUSED || this == AUTHORIZATION_REFUSED;
  }

  /** It was TLS that failed: no credentials were said. */
  public boolean isTls() {
    return switch (this) {
      case STARTTLS_NOT_OFFERED,
          TLS_FAILED,
          CERTIFICATE_UNTRUSTED,
          CERTIFICATE_OTHER_HOST,
          CERTIFICATE_EXPIRED ->
          true;
      default -> false;
    };
  }
}
