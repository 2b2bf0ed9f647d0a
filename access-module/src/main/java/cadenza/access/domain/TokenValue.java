package cadenza.access.domain;

import cadenza.kernel.api.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The secret itself, known only to its holder: {@code cdz_}, 43 random base62 characters (256 bits)
 * and a checksum in 6, so that a scanner can tell a leaked one from noise.
 */
public record TokenValue(String text) {
  private static final String PREFIX = "cdz_";
  private static final int RANDOM_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;
  private static final int VISIBLE = 12;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  public static TokenValue random() {
    var text = new StringBuilder(PREFIX);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new TokenValue(text + checksum(text.toString()));
  }

  /** Whether it can be one of ours; one that an operator chose himself has no checksum. */
  public boolean wellFormed() {
    if (!text.startsWith(PREFIX)) {
      return text.length() >= 32 && text.length() <= 200;
    }
    int end = PREFIX.length() + RANDOM_LENGTH;
    return text.length() == end + CHECKSUM_LENGTH
        && checksum(text.substring(0, end)).equals(text.substring(end));
  }

  /** What is stored; nobody finds the value from it. */
  public String hash() {
    return Sha256.hex(text);
  }

  public String prefix() {
    return text.substring(0, Math.min(VISIBLE, text.length()));
  }

  private static String checksum(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    var digits = new char[CHECKSUM_LENGTH];
    long rest = crc.getValue();
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  @Override
  public String toString() {
    return prefix() + "…";
  }
}
