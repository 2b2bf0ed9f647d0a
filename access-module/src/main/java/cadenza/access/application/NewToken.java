package cadenza.access.application;

import cadenza.access.api.TokenCard;

/**
 * A token just made.
 *
 * @param value the secret, which is shown here and never again
 */
public record NewToken(TokenCard card, String value) {
  @Override
  public String toString() {
    return card.toString();
  }
}
