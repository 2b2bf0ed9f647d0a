package cadenza.launcher;

import java.util.Map;

/** A file that a shell reads with a dot. */
final class ShellVariables {
  private ShellVariables() {}

  /** In single quotes a shell changes nothing; the single quote itself stands outside of them. */
  static String of(Map<String, String> variables) {
    var text = new StringBuilder();
    variables.forEach(
        (name, value) ->
            text.append(name).append("='").append(value.replace("'", "'\\''")).append("'\n"));
    return text.toString();
  }
}
