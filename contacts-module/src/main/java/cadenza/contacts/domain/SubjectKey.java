package cadenza.contacts.domain;

import cadenza.kernel.api.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What makes the hashes of one workspace's suppressions: the same address has another hash
 * elsewhere, and who has only the database cannot try addresses out.
 */
public final class SubjectKey {
  private final byte[] secret;

  private SubjectKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * @param text as {@link #text()} gave it
   */
  public static SubjectKey of(String text) {
    return new SubjectKey(Base64.getDecoder().decode(text));
  }

  /** A new one, of 32 random bytes. */
  public static SubjectKey random(java.security.SecureRandom random) {
    var secret = new byte[32];
    random.nextBytes(secret);
    return new SubjectKey(secret);
  }

  public String text() {
    return Base64.getEncoder().encodeToString(secret);
  }

  /** In PostgreSQL: {@code encode(sha256(secret || convert_to(subject, 'UTF8')), 'hex')}. */
  public String hash(String subject) {
    var digest = Sha256.digest();
    digest.update(secret);
    return HexFormat.of().formatHex(digest.digest(subject.getBytes(StandardCharsets.UTF_8)));
  }
}
