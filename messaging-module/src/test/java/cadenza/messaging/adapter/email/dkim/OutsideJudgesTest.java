package cadenza.messaging.adapter.email.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cadenza.messaging.adapter.email.mime.GoldenMails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our mails as others read them: Python's email, and dkimpy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutsideJudgesTest {
  @TempDir Path folder;

  @Test
  void they_find_no_defect_in_any_mail_and_verify_each() throws Exception {
    var python = python();
    assumeTrue(python.isPresent(), "Nobody judges from outside: python3 with dkimpy is not here");
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var pair = generator.generateKeyPair();
    var key = new DomainKey("example.com", "s1", pair.getPrivate(), UTF_8);
    var mails = Files.createDirectory(folder.resolve("mails"));
    for (var name : GoldenMails.all().keySet()) {
      Files.write(mails.resolve(name), key.signed(GoldenMails.bytes(name)));
    }

    var said =
        run(
            python.get(),
            script().toString(),
            mails.toString(),
            Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));

    assertThat(said)
        .containsExactlyElementsOf(
            GoldenMails.all().keySet().stream().sorted().map(name -> name + " 0 True").toList());
  }

  @Test
  void they_find_what_is_wrong() throws Exception {
    var python = python();
    assumeTrue(python.isPresent(), "Nobody judges from outside: python3 with dkimpy is not here");
    var mails = Files.createDirectory(folder.resolve("mails"));
    var unsigned = new String(GoldenMails.bytes("first"), US_ASCII);
    Files.writeString(mails.resolve("broken"), unsigned.replace("From: ", "From: <<"), US_ASCII);

    assertThat(run(python.get(), script().toString(), mails.toString(), "AAAA"))
        .singleElement()
        .asString()
        .doesNotStartWith("broken 0 ")
        .contains(" False");
  }

  private Path script() throws IOException {
    try (var judge = OutsideJudgesTest.class.getResourceAsStream("judge.py")) {
      var file = folder.resolve("judge.py");
      Files.write(file, Objects.requireNonNull(judge).readAllBytes());
      return file;
    }
  }

  /** Debian's own comes first: that is where its packages are. */
  private static Optional<String> python() {
    return Stream.of("/usr/bin/python3", "python3")
        .filter(
            one -> {
              try {
                return new ProcessBuilder(one, "-c", "import dkim")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                    == 0;
              } catch (IOException notHere) {
                return false;
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
              }
            })
        .findFirst();
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    var judge = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(judge.getInputStream().readAllBytes(), UTF_8);
    assertThat(judge.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(judge.exitValue()).as(said).isZero();
    return said.lines().toList();
  }
}
