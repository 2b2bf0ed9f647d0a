package cadenza.webhooks.adapter.format.inbox;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys as Inbox writes them, 24 lower-case letters and digits: the 122 bits of a UUID that say
 * something and which of four versions it has, to the base 36, of which 24 digits hold no more. A
 * key of another version, of which we make none, has 25 digits for all 128 bits.
 */
final class InboxIds {
  private static final int BASE = 36;
  private static final int DIGITS = 24;
  private static final int DIGITS_OF_ANY = 25;
  private static final int BITS = 122;

  /** Ours; those of a step's message, which are derived; random ones; those of a name. */
  private static final List<Integer> VERSIONS = List.of(7, 8, 4, 3);

  private static final long TWELVE_BITS = 0xFFFL;
  private static final long SIXTY_TWO_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

  private InboxIds() {}

  static String of(UUID id) {
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    int version = id.variant() == 2 ? VERSIONS.indexOf(id.version()) : -1;
    if (version < 0) {
      return digits(unsigned(high).shiftLeft(Long.SIZE).or(unsigned(low)), DIGITS_OF_ANY);
    }
    var upper = unsigned((high >>> 16 << 12) | (high & TWELVE_BITS));
    return digits(
        BigInteger.valueOf(version)
            .shiftLeft(BITS)
            .or(upper.shiftLeft(62))
            .or(unsigned(low & SIXTY_TWO_BITS)),
        DIGITS);
  }

  static @Nullable String orNull(@Nullable UUID id) {
    return id == null ? null : of(id);
  }

  private static String digits(BigInteger number, int digits) {
    var text = number.toString(BASE);
    return "0".repeat(digits - text.length()) + text;
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
    if (number.bitLength() > BITS + 2) {
      return Optional.empty();
    }
    long version = VERSIONS.get(number.shiftRight(BITS).intValue());
    long upper = number.shiftRight(62).longValue() & (1L << 60) - 1;
    long high = upper >>> 12 << 16 | version << 12 | upper & TWELVE_BITS;
    return Optional.of(new UUID(high, number.longValue() & SIXTY_TWO_BITS | 1L << 63));
  }
}
