package cadenza.messaging.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whoever gives access tokens for a refresh token (RFC 6749, section 6). */
public interface TokenIssuer {
  /** Asks over the network, so no transaction may be open; throws nothing. */
  Answer ask(Question question);

  /** With its secrets in plain form; it lives only as long as it is asked. */
  record Question(
      String tokenUrl,
      String clientId,
      @Nullable String clientSecret,
      @Nullable String scope,
      String refreshToken) {
    @Override
    public String toString() {
      return "Question[" + tokenUrl + "]";
    }
  }

  /** What the issuer says. */
  sealed interface Answer {}

  /**
   * A token.
   *
   * @param refreshToken what counts from now on, where it is another one
   */
  record Issued(String accessToken, Duration life, @Nullable String refreshToken)
      implements Answer {
    @Override
    public String toString() {
      return "Issued[" + life + "]";
    }
  }

  /** It will say the same again until a person does something. */
  record Refused(String reason) implements Answer {}

  /** It could not be asked, or cannot answer now. */
  record Unanswered(String reason) implements Answer {}
}
