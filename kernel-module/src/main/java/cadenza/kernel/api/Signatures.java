package cadenza.kernel.api;

/**
 * Marks what leaves the product and comes back, so that nobody changes it on the way. The key is
 * made from the master key, one for each purpose; what the key before it signed is still taken.
 */
public interface Signatures {
  /** Bytes of a signature: 128 bits cannot be guessed at. */
  int LENGTH = 16;

  /**
   * @param purpose a constant; what is signed for one purpose proves nothing for another
   */
  byte[] sign(String purpose, String content);

  /** Whether {@link #sign} made this signature, told in a time that does not depend on it. */
  boolean proves(String purpose, String content, byte[] signature);
}
