package cadenza.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * The master key and the bootstrap token of this machine's demo, each in a file beside the data,
 * made once, readable by its owner only.
 */
record Secrets(Path folder) {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** 32 bytes in base64. Who loses it loses every sealed password. */
  String masterKey() {
    return kept(
        "master.key",
        () -> {
          var key = new byte[32];
          RANDOM.nextBytes(key);
          return Base64.getEncoder().encodeToString(key);
        });
  }

  /** The first token of a new database. */
  String bootstrapToken() {
    return kept("bootstrap.token", Secrets::newToken);
  }

  /** A token as the product makes them: 43 random characters and their checksum. */
  static String newToken() {
    var random = new StringBuilder("cdz_");
    for (int i = 0; i < 43; i++) {
      random.append(BASE62.charAt(RANDOM.nextInt(62)));
    }
    var checksum = new CRC32();
    checksum.update(random.toString().getBytes(StandardCharsets.US_ASCII));
    return random + base62(checksum.getValue());
  }

  private static String base62(long value) {
    var digits = new StringBuilder();
    long rest = value;
    for (int i = 0; i < 6; i++) {
      digits.insert(0, BASE62.charAt((int) (rest % 62)));
      rest /= 62;
    }
    return digits.toString();
  }

  private String kept(String name, Supplier<String> maker) {
    var file = folder.resolve(name);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      Files.createDirectories(folder);
      var secret = maker.get();
      write(file, secret);
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file that only its owner may read, where the system knows such rights. */
  static void write(Path file, String text) throws IOException {
    if (!Files.exists(file)
        && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }
}
