package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.PublicAddress;
import cadenza.messaging.api.MailViews;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The signed id of a message and the second after which it opens nothing; nothing is stored. */
@ApplicationScoped
public class MailViewTokens implements MailViews {
  /** In front of a token, behind the installation's address. */
  public static final String PATH = "m/";

  private static final String PURPOSE = "mail-view";

  @Inject SignedIds signedIds;
  @Inject PublicAddress publicAddress;
  @Inject Clocks clocks;

  @Override
  public Optional<String> linkOf(UUID messageId, Instant until) {
    return publicAddress.of(PATH + tokenOf(messageId, until));
  }

  public String tokenOf(UUID messageId, Instant until) {
    var end = ByteBuffer.allocate(Long.BYTES).putLong(until.getEpochSecond()).array();
    return signedIds.tokenOf(PURPOSE, messageId, end);
  }

  /** The message that a token names; empty for what was not made here, or is over. */
  public Optional<UUID> messageOf(String token) {
    return signedIds
        .read(PURPOSE, token, Long.BYTES)
        .filter(named -> clocks.real().getEpochSecond() < ByteBuffer.wrap(named.more()).getLong())
        .map(SignedIds.Named::id);
  }
}
