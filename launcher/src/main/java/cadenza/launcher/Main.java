package cadenza.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code mvn -Prun}: everything on this machine, in the foreground, until Ctrl-C. */
public final class Main {
  /** Held here, because a logger that nobody holds forgets its level. */
  private static final Logger UNPACKING = Logger.getLogger("io.zonky");

  private Main() {}

  /**
   * @param arguments none; see {@link Settings} for what can be chosen
   */
  public static void main(String[] arguments) {
    PrintStream terminal = System.out;
    UNPACKING.setLevel(Level.WARNING);
    var root = Path.of(Optional.ofNullable(System.getProperty("cadenza.root")).orElse("."));
    var settings =
        new Settings(root.toAbsolutePath().normalize(), System.getProperties(), System.getenv());
    var demo = new Demo(settings, terminal);
    Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "stop"));
    try {
      demo.start();
      demo.awaitEnd();
    } finally {
      // Maven waits for every thread of ours before it says what went wrong.
      demo.stop();
    }
  }
}
