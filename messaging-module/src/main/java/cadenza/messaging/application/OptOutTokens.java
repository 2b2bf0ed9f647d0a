package cadenza.messaging.application;

import cadenza.kernel.api.PublicAddress;
import cadenza.kernel.api.Signatures;
import cadenza.messaging.api.OptOutLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Names a message to us and to nobody else: its id and a signature of 128 bits, as 43 characters
 * that may stand in a URL. Nothing is stored for one that nobody uses, and it holds as long as its
 * message is there.
 */
@ApplicationScoped
public class OptOutTokens implements OptOutLinks {
  /** In front of a token, behind the installation's address. */
  public static final String PATH = "u/";

  /** In front of a token, in the subject of a mail that asks for no more; also in a URL. */
  public static final String SUBJECT = "unsubscribe-";

  private static final String PURPOSE = "opt-out";
  private static final int ID_LENGTH = 16;
  private static final int TOKEN_LENGTH = 43;

  @Inject Signatures signatures;
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
    var bytes =
        ByteBuffer.allocate(ID_LENGTH + Signatures.LENGTH)
            .putLong(messageId.getMostSignificantBits())
            .putLong(messageId.getLeastSignificantBits())
            .put(signatures.sign(PURPOSE, messageId.toString()));
    return encoded(bytes.array());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The message that a token names; empty for what was not made here. */
  public Optional<UUID> messageOf(String token) {
    if (token.length() != TOKEN_LENGTH) {
      return Optional.empty();
    }
    try {
      var decoded = Base64.getUrlDecoder().decode(token);
      if (!encoded(decoded).equals(token)) {
        return Optional.empty(); // the last character has two bits that mean nothing
      }
      var bytes = ByteBuffer.wrap(decoded);
      var id = new UUID(bytes.getLong(), bytes.getLong());
      var signature = Arrays.copyOfRange(decoded, ID_LENGTH, ID_LENGTH + Signatures.LENGTH);
      return signatures.proves(PURPOSE, id.toString(), signature)
          ? Optional.of(id)
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
