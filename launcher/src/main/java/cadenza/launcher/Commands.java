package cadenza.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a child process is started and signalled. */
final class Commands {
  private Commands() {}

  /**
   * Puts the child into a session of its own where the system can, so that Ctrl-C reaches the
   * launcher alone and it decides who stops first.
   */
  static List<String> detached(List<String> command) {
    var whole = new ArrayList<String>();
    if (onPath("setsid")) {
      whole.add("setsid");
    }
    whole.addAll(command);
    return whole;
  }

  static boolean onPath(String program) {
    var path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (var folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Sends a signal that Java has no name for, for example INT or STOP. */
  static void signal(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("The signal could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
