package cadenza.messaging.application;

import cadenza.kernel.api.PublicAddress;
import cadenza.messaging.api.OptOutLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * What takes the recipient of a message off: its signed id. Nothing is stored for one that nobody
 * uses, and it holds as long as its message is there.
 */
@ApplicationScoped
public class OptOutTokens implements OptOutLinks {
  /** In front of a token, behind the installation's address. */
  public static final String PATH = "u/";

  /** In front of a token, in the subject of a mail that asks for no more; also in a URL. */
  public static final String SUBJECT = "unsubscribe-";

  private static final String PURPOSE = "opt-out";

  @Inject SignedIds signedIds;
  @Inject PublicAddress publicAddress;

  @Override
  public Optional<String> linkOf(UUID messageId) {
    return linkOf(tokenOf(messageId));
  }

  /** For who has the token already: to sign is the dear part of it. */
  public Optional<String> linkOf(String token) {
    return publicAddress.of(PATH + token);
  }

  public String tokenOf(UUID messageId) {
    return signedIds.tokenOf(PURPOSE, messageId, SignedIds.NOTHING);
  }

  /** The message that a token names; empty for what was not made here. */
  public Optional<UUID> messageOf(String token) {
    return signedIds.read(PURPOSE, token, 0).map(SignedIds.Named::id);
  }
}
