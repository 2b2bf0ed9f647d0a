package cadenza.webhooks.adapter.format.inbox;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys as Inbox writes them, lower-case letters and digits: the 122 bits of a UUIDv7 that say
 * something, in 24 digits to the base 36. A key of another version has 25 digits for all 128 bits.
 */
final class InboxIds {
  private static final int BASE = 36;
  private static final int DIGITS = 24;
  private static final int DIGITS_OF_ANY = 25;
  private static final int VERSION = 7;
  private static final long TWELVE_BITS = 0xFFFL;
  private static final long SIXTY_TWO_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

  private InboxIds() {}

  static String of(UUID id) {
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    return id.version() == VERSION && id.variant() == 2
        ? digits((high >>> 16 << 12) | (high & TWELVE_BITS), low & SIXTY_TWO_BITS, 62, DIGITS)
        : digits(high, low, Long.SIZE, DIGITS_OF_ANY);
  }

  static @Nullable String orNull(@Nullable UUID id) {
    return id == null ? null : of(id);
  }

  private static String digits(long high, long low, int lowBits, int digits) {
    var number = unsigned(high).shiftLeft(lowBits).or(unsigned(low)).toString(BASE);
    return "0".repeat(digits - number.length()) + number;
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  /** The key that is written so; empty where none is. */
  static Optional<UUID> read(String text) {
    if (!text.matches("[0-9a-z]{24,25}")) {
      return Optional.empty();
    }
    var number = new BigInteger(text, BASE);
    if (text.length() == DIGITS_OF_ANY) {
      return number.bitLength() > 128
          ? Optional.empty()
          : Optional.of(new UUID(number.shiftRight(Long.SIZE).longValue(), number.longValue()));
    }
    if (number.bitLength() > 122) {
      return Optional.empty();
    }
    long upper = number.shiftRight(62).longValue();
    long high = upper >>> 12 << 16 | (long) VERSION << 12 | upper & TWELVE_BITS;
    return Optional.of(new UUID(high, number.longValue() & SIXTY_TWO_BITS | 1L << 63));
  }
}
