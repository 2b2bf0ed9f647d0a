package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/**
 * What the access tokens of a mailbox are got with: a refresh token that its owner granted (RFC
 * 6749, section 6). The tokens themselves are said by SASL XOAUTH2.
 *
 * @param tokenUrl the issuer's token endpoint
 * @param clientSecret null for a public client; never read back: null in a change keeps the stored
 *     one
 * @param publicClient in a change: the stored secret is taken away
 * @param scope null where the issuer needs none; words separated by spaces
 * @param refreshToken never read back: null in every answer; null in a change keeps the stored one
 */
public record OauthSettings(
    String tokenUrl,
    String clientId,
    @Nullable String clientSecret,
    boolean publicClient,
    @Nullable String scope,
    @Nullable String refreshToken) {
  public OauthSettings(
      String tokenUrl,
      String clientId,
      @Nullable String clientSecret,
      @Nullable String scope,
      @Nullable String refreshToken) {
    this(tokenUrl, clientId, clientSecret, false, scope, refreshToken);
  }

  @Override
  public String toString() {
    return "OauthSettings[" + tokenUrl + "]";
  }
}
