package cadenza.access.adapter;

import cadenza.access.application.Passwords;
import cadenza.access.domain.PasswordsBusy;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with HMAC-SHA-512, as often as OWASP advises: {@code pbkdf2-sha512$rounds$salt$key}. */
@ApplicationScoped
class Pbkdf2Passwords implements Passwords {
  private static final String NAME = "pbkdf2-sha512";
  private static final int ROUNDS = 210_000;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BITS = 256;

  /** The other half of the processors is for everybody else. */
  private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final int MOST_WAITING = 20;
  private static final int PATIENCE_SECONDS = 2;

  private final SecureRandom random = new SecureRandom();
  final Semaphore free = new Semaphore(AT_ONCE, true);

  @Override
  public String stretch(String password) {
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return String.join(
        "$", NAME, Integer.toString(ROUNDS), text(salt), text(key(password, salt, ROUNDS)));
  }

  @Override
  public boolean fits(String password, String stretched) {
    var parts = stretched.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(NAME)) {
      throw new IllegalStateException("This is not a stretched password");
    }
    var key = key(password, bytes(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(key, bytes(parts[3]));
  }

  @Override
  public void waste(String password) {
    key(password, new byte[SALT_BYTES], ROUNDS);
  }

  private byte[] key(String password, byte[] salt, int rounds) {
    takeTurn();
    try {
      return stretched(password, salt, rounds);
    } finally {
      free.release();
    }
  }

  private void takeTurn() {
    try {
      if (free.getQueueLength() < MOST_WAITING
          && free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new PasswordsBusy();
  }

  private static byte[] stretched(String password, byte[] salt, int rounds) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, KEY_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
