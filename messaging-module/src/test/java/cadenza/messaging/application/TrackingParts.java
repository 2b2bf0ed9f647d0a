package cadenza.messaging.application;

import cadenza.kernel.adapter.KernelParts;
import java.util.Optional;

/** Tokens as an installation at {@code https://follow.example.com} makes them. */
public final class TrackingParts {
  private TrackingParts() {}

  public static TrackingTokens tokens() {
    var tokens = new TrackingTokens();
    tokens.publicAddress = path -> Optional.of("https://follow.example.com:8443/" + path);
    tokens.signedIds = new SignedIds();
    tokens.signedIds.signatures = KernelParts.signatures();
    tokens.optOutTokens = optOutTokens();
    return tokens;
  }

  public static TrackingTokens homeless() {
    var tokens = tokens();
    tokens.publicAddress = path -> Optional.empty();
    return tokens;
  }

  static FollowedMails mails(ReadTrackedMail readTrackedMail) {
    var mails = new FollowedMails();
    mails.readTrackedMail = readTrackedMail;
    mails.tokens = tokens();
    return mails;
  }

  public static OptOutTokens optOutTokens() {
    var tokens = new OptOutTokens();
    tokens.signedIds = new SignedIds();
    tokens.signedIds.signatures = KernelParts.signatures();
    tokens.publicAddress = path -> Optional.of("https://follow.example.com:8443/" + path);
    return tokens;
  }
}
