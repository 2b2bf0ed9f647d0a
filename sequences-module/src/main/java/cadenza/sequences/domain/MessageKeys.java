package cadenza.sequences.domain;

import cadenza.kernel.api.Sha256;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Derives message ids, so that a repeated order names the same row. */
public final class MessageKeys {
  private static final long TIME = 0xFFFF_FFFF_FFFF_0000L;

  private MessageKeys() {}

  /**
   * A UUID of version 8: the enrollment's own time bits in front, which keeps neighbours together
   * in an index, and 74 bits of a hash behind.
   */
  public static UUID of(UUID enrollmentId, int stepNumber, int occurrence) {
    var hash =
        ByteBuffer.wrap(
            Sha256.of(
                ByteBuffer.allocate(24)
                    .putLong(enrollmentId.getMostSignificantBits())
                    .putLong(enrollmentId.getLeastSignificantBits())
                    .putInt(stepNumber)
                    .putInt(occurrence)
                    .array()));
    long high =
        (enrollmentId.getMostSignificantBits() & TIME) | 0x8000L | (hash.getLong() & 0xFFFL);
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
