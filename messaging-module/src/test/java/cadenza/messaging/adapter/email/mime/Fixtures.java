package cadenza.messaging.adapter.email.mime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Public collections of real mail, read where they are available: the system property {@code
 * cadenza.fixtures} or the variable {@code CADENZA_FIXTURES} names the folder that holds {@code
 * bounces} and {@code replies}. They are no part of the repository.
 */
final class Fixtures {
  private Fixtures() {}

  static Path folder(String name) {
    var named = System.getProperty("cadenza.fixtures", System.getenv("CADENZA_FIXTURES"));
    assumeTrue(
        named != null,
        "skipped: neither -Dcadenza.fixtures nor CADENZA_FIXTURES names a collection of real mail");
    var folder = Path.of(String.valueOf(named)).resolve(name);
    assumeTrue(Files.isDirectory(folder), "skipped: there is no folder " + folder);
    return folder;
  }

  static List<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What becomes of mail on its way: cut off, flipped, 8-bit, bare CR, without its boundary. */
  static List<byte[]> broken(byte[] raw, long seed) {
    var random = new Random(seed);
    var variants = new ArrayList<byte[]>();
    variants.add(java.util.Arrays.copyOf(raw, random.nextInt(raw.length + 1)));
    var flipped = raw.clone();
    for (int i = 0; i < 20 && flipped.length > 0; i++) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    variants.add(flipped);
    var eightBit = raw.clone();
    for (int i = 0; i < eightBit.length; i += 7) {
      eightBit[i] |= (byte) 0x80;
    }
    variants.add(eightBit);
    variants.add(replaced(raw, "\n", "\r"));
    variants.add(replaced(raw, "oundary=", "oundery="));
    return variants;
  }

  private static byte[] replaced(byte[] raw, String what, String with) {
    var text = new String(raw, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.replace(what, with).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
