package cadenza.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The commands that show the main job, for a second terminal. */
final class Walk {
  private Walk() {}

  static String through(Path environmentFile) {
    try (var text = Walk.class.getResourceAsStream("walk.txt")) {
      if (text == null) {
        throw new IllegalStateException("walk.txt is missing");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .replace("ENVIRONMENT_FILE", environmentFile.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
