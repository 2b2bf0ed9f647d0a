package cadenza.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders under {@code target}. */
public final class Folders {
  private Folders() {}

  /** What an earlier run left there goes, so that each run begins with an empty database. */
  public static Path emptied(Path folder) {
    if (Files.exists(folder)) {
      try (var content = Files.walk(folder)) {
        for (var path : content.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }
}
