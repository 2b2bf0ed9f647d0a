package cadenza.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShellVariablesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "jdbc:postgresql://db/cadenza?user=a&sslmode=require",
        "two words; echo $HOME `id` \\ \"quoted\" #",
        "it's"
      })
  void a_shell_reads_the_very_text(String value) throws Exception {
    var file = folder.resolve("cadenza.env");
    Files.writeString(file, ShellVariables.of(Map.of("CADENZA_X", value)));

    var shell =
        new ProcessBuilder("sh", "-c", ". \"$0\"; printf %s \"$CADENZA_X\"", file.toString())
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(value);
  }
}
