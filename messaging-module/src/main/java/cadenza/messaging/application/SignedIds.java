package cadenza.messaging.application;

import cadenza.kernel.api.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Tokens that name something to us and to nobody else: its id, whatever belongs to it, and a
 * signature of 128 bits over both, in characters that may stand in a URL (RFC 4648, 5).
 */
@ApplicationScoped
class SignedIds {
  static final byte[] NOTHING = {};

  private static final int ID_LENGTH = 16;

  @Inject Signatures signatures;

  /**
   * @param more as it was when the token was made
   */
  record Named(UUID id, byte[] more) {}

  /**
   * @param purpose a constant; a token made for one names nothing for another
   */
  public String tokenOf(String purpose, UUID id, byte[] more) {
    var bytes =
        ByteBuffer.allocate(ID_LENGTH + more.length + Signatures.LENGTH)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .put(more)
            .put(signatures.sign(purpose, signed(id, more)));
    return encoded(bytes.array());
  }

  private static String signed(UUID id, byte[] more) {
    return more.length == 0 ? id.toString() : id + " " + HexFormat.of().formatHex(more);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Empty for what was not made here, or for another purpose, or with another length. */
  public Optional<Named> read(String purpose, String token, int moreLength) {
    int length = ID_LENGTH + moreLength + Signatures.LENGTH;
    if (token.length() != (length * 8 + 5) / 6) {
      return Optional.empty();
    }
    try {
      var decoded = Base64.getUrlDecoder().decode(token);
      if (!encoded(decoded).equals(token)) {
        return Optional.empty(); // the last character may have bits that mean nothing
      }
      var bytes = ByteBuffer.wrap(decoded);
      var id = new UUID(bytes.getLong(), bytes.getLong());
      var more = Arrays.copyOfRange(decoded, ID_LENGTH, ID_LENGTH + moreLength);
      var signature = Arrays.copyOfRange(decoded, ID_LENGTH + moreLength, length);
      return signatures.proves(purpose, signed(id, more), signature)
          ? Optional.of(new Named(id, more))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
