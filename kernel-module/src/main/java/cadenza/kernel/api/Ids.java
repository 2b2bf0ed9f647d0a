package cadenza.kernel.api;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys are UUIDs of version 7 (RFC 9562); on the wire they are opaque: a prefix and the 128 bits in
 * 26 characters of Crockford's base32, as in {@code ctc_01h455vb4pex5vsknk084sn02q}.
 */
public final class Ids {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A new key; rising with the time of this machine, which orders and proves nothing. */
  public static UUID next() {
    var random = new byte[10];
    RANDOM.nextBytes(random);
    @SuppressWarnings("JavaSystemTime")
    long millis = System.currentTimeMillis();
    long high = (millis << 16) | 0x7000L | ((random[0] & 0x0FL) << 8) | (random[1] & 0xFFL);
    long low = 0;
    for (int i = 2; i < 10; i++) {
      low = (low << 8) | (random[i] & 0xFFL);
    }
    return new UUID(high, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }

  /** The wire form of a key. */
  public static String wire(String prefix, UUID id) {
    var text = new StringBuilder(prefix.length() + 27).append(prefix).append('_');
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    for (int shift = 125; shift >= 0; shift -= 5) {
      text.append(ALPHABET.charAt(fiveBits(high, low, shift)));
    }
    return text.toString();
  }

  private static int fiveBits(long high, long low, int shift) {
    if (shift >= 64) {
      return (int) (high >>> (shift - 64)) & 31;
    }
    long bits = low >>> shift;
    if (shift > 59) {
      bits |= high << (64 - shift);
    }
    return (int) bits & 31;
  }

  /**
   * Reads a key in either form: with this prefix, or a plain UUID. Anything else is empty, never an
   * exception, so an unknown id and a malformed one look alike to the caller.
   */
  public static Optional<UUID> read(String prefix, String text) {
    if (text.length() == 36) {
      return plain(text);
    }
    if (text.length() != prefix.length() + 27
        || !text.startsWith(prefix)
        || text.charAt(prefix.length()) != '_') {
      return Optional.empty();
    }
    return crockford(text.substring(prefix.length() + 1).toLowerCase(Locale.ROOT));
  }

  private static Optional<UUID> plain(String text) {
    try {
      var id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private static Optional<UUID> crockford(String digits) {
    if (digits.charAt(0) > '7') {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < digits.length(); i++) {
      int value = ALPHABET.indexOf(digits.charAt(i));
      if (value < 0) {
        return Optional.empty();
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | value;
    }
    return Optional.of(new UUID(high, low));
  }
}
