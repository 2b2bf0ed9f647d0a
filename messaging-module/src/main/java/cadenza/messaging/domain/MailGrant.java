package cadenza.messaging.domain;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.OauthSettings;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a mailbox granted us, and the access token that it bought last. One connection
 * of one node at a time asks for a new one, a while before the last one ends.
 */
@Entity
public class MailGrant {
  /** From here on a new token is asked for, while the old one serves on. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** Less is not enough to log in with. */
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  /** Longer than a question takes. */
  private static final Duration ASKING = Duration.ofSeconds(30);

  private static final int LONGEST_REFUSAL_MINUTES = 15;

  @Id private UUID senderAccountId;
  private UUID workspaceId;
  private String tokenUrl;
  private String clientId;
  private @Nullable String clientSecret;
  private @Nullable String scope;
  private String refreshToken;
  private @Nullable String accessToken;
  private @Nullable Instant expiresAt;
  private @Nullable Instant askedUntil;
  private @Nullable Instant refusedUntil;
  private int refusals;
  private @Nullable String refusal;
  private Instant givenAt;
  @Version private long version;

  protected MailGrant() {}

  /**
   * @param sealed turns a purpose and a secret into what may be stored
   */
  public static MailGrant of(
      UUID workspaceId,
      UUID senderAccountId,
      OauthSettings settings,
      BinaryOperator<String> sealed,
      Instant at) {
    var grant = new MailGrant();
    grant.workspaceId = workspaceId;
    grant.senderAccountId = senderAccountId;
    grant.follow(settings, required(settings.refreshToken()), sealed, at);
    return grant;
  }

  /** A stored token was given for one issuer and one client; it is shown to no other. */
  public void change(OauthSettings settings, BinaryOperator<String> sealed, Instant at) {
    if (settings.refreshToken() != null) {
      follow(settings, settings.refreshToken(), sealed, at);
      return;
    }
    if (!isOf(settings) || settings.clientSecret() != null) {
      throw new InvalidField(
          "/oauth/refresh_token",
          "required",
          "The stored token was given for other settings; give it again.");
    }
    if (settings.publicClient()) {
      clientSecret = null;
    }
    scope = settings.scope();
    forget();
  }

  /** The same client of the same issuer. */
  private boolean isOf(OauthSettings settings) {
    return settings.tokenUrl().equals(tokenUrl) && settings.clientId().equals(clientId);
  }

  private static String required(@Nullable String refreshToken) {
    if (refreshToken == null) {
      throw new InvalidField(
          "/oauth/refresh_token", "required", "A refresh token is what tokens are got with.");
    }
    return refreshToken;
  }

  private void follow(
      OauthSettings settings, String granted, BinaryOperator<String> sealed, Instant at) {
    var secret = settings.clientSecret();
    if (secret != null) {
      clientSecret = sealed.apply("oauth-client-secret", secret);
    } else if (settings.publicClient() || !isOf(settings)) {
      clientSecret = null;
    }
    tokenUrl = settings.tokenUrl();
    clientId = settings.clientId();
    scope = settings.scope();
    refreshToken = sealed.apply("oauth-refresh-token", granted);
    givenAt = at;
    askedUntil = null;
    forget();
  }

  /** It was not taken, though its time is not over. */
  public void dropToken() {
    accessToken = null;
    expiresAt = null;
  }

  /** The next connection asks for a new token, whatever was said before. */
  public void forget() {
    dropToken();
    refusedUntil = null;
    refusals = 0;
    refusal = null;
  }

  public boolean isRefused(Instant now) {
    return refusedUntil != null && refusedUntil.isAfter(now);
  }

  /** Whether who looks now is to ask; others leave it to him until he had time enough. */
  public boolean letsAsk(Instant now) {
    boolean wanted = expiresAt == null || expiresAt.minus(AHEAD).isBefore(now);
    if (!wanted || isRefused(now) || askedUntil != null && askedUntil.isAfter(now)) {
      return false;
    }
    askedUntil = now.plus(ASKING);
    return true;
  }

  /** The last token as it is stored, if it may still be used. */
  public @Nullable String usable(Instant now) {
    return expiresAt != null && expiresAt.minus(ENOUGH).isAfter(now) ? accessToken : null;
  }

  /**
   * @param life of the token, as its issuer says
   * @param nextRefreshToken what counts from now on, where the issuer changes it (RFC 6749, 6)
   */
  public void issued(
      String token,
      Duration life,
      @Nullable String nextRefreshToken,
      BinaryOperator<String> sealed,
      Instant now) {
    forget();
    askedUntil = null;
    accessToken = sealed.apply("oauth-access-token", token);
    expiresAt = now.plus(life);
    if (nextRefreshToken != null) {
      refreshToken = sealed.apply("oauth-refresh-token", nextRefreshToken);
    }
  }

  /** The wait doubles with each refusal, from a minute to a quarter of an hour. */
  public void refused(String reason, Instant now) {
    askedUntil = null;
    refusal = reason;
    long minutes = Math.min(LONGEST_REFUSAL_MINUTES, 1L << Math.min(refusals, 10));
    refusals++;
    refusedUntil = now.plus(Duration.ofMinutes(minutes));
  }

  public void unanswered() {
    askedUntil = null;
  }

  /** Without any secret. */
  public OauthSettings settings() {
    return new OauthSettings(tokenUrl, clientId, null, scope, null);
  }

  public String tokenUrl() {
    return tokenUrl;
  }

  public String clientId() {
    return clientId;
  }

  public @Nullable String clientSecret(BinaryOperator<String> opened) {
    return clientSecret == null ? null : opened.apply("oauth-client-secret", clientSecret);
  }

  public @Nullable String scope() {
    return scope;
  }

  public String refreshToken(BinaryOperator<String> opened) {
    return opened.apply("oauth-refresh-token", refreshToken);
  }

  public @Nullable String refusal() {
    return refusal;
  }

  /** When the refresh token was given by a person; another one makes an answer worthless. */
  public Instant givenAt() {
    return givenAt;
  }
}
