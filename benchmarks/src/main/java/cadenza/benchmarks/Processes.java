package cadenza.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU seconds and memory of processes, as {@code /proc} counts them; Linux only. */
final class Processes {
  private static final double TICKS_PER_SECOND = 100;

  private Processes() {}

  /**
   * User and system time of a process and all its living descendants, with children they buried.
   */
  static double treeSeconds(ProcessHandle root) {
    double sum = seconds(root.pid());
    for (var child : root.descendants().toList()) {
      sum += seconds(child.pid());
    }
    return sum;
  }

  static double treeSeconds(long pid) {
    return ProcessHandle.of(pid).map(Processes::treeSeconds).orElse(0.0);
  }

  private static double seconds(long pid) {
    try {
      var fields = fields(Path.of("/proc", Long.toString(pid), "stat"));
      return (number(fields, 11) + number(fields, 12) + number(fields, 13) + number(fields, 14))
          / TICKS_PER_SECOND;
    } catch (IOException gone) {
      return 0;
    }
  }

  /** The fields behind the command's closing parenthesis; state is the first. */
  private static List<String> fields(Path stat) throws IOException {
    var text = Files.readString(stat);
    return List.of(text.substring(text.lastIndexOf(')') + 2).strip().split(" "));
  }

  private static long number(List<String> fields, int index) {
    return Long.parseLong(fields.get(index));
  }

  /** What the whole machine has worked so far. */
  static double machineSeconds() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      var fields = List.of(lines.findFirst().orElseThrow().split(" +"));
      double sum = 0;
      for (int i = 1; i <= 8; i++) {
        boolean idle = i == 4 || i == 5;
        sum += idle ? 0 : number(fields, i);
      }
      return sum / TICKS_PER_SECOND;
    }
  }

  static long residentMegabytes(ProcessHandle root) {
    long sum = resident(root.pid());
    for (var child : root.descendants().toList()) {
      sum += resident(child.pid());
    }
    return sum / 1024;
  }

  private static long resident(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }
}
