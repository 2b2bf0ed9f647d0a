package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrustedAuthoritiesTest {
  @Test
  void without_a_file_there_is_only_the_runtimes_own_trust() {
    var trusted = trusting(Optional.empty());

    assertThat(trusted.added()).isZero();
    assertThat(trusted.context().getProtocol()).isEqualTo("TLS");
  }

  @Test
  void every_certificate_of_the_file_is_added(@TempDir Path folder) throws Exception {
    var one = Files.readString(TestAuthority.in(folder.resolve("one")).trustFile());
    var other = Files.readString(TestAuthority.in(folder.resolve("other")).trustFile());
    var both = Files.writeString(folder.resolve("both.pem"), "# ours\n" + one + "\n" + other);

    assertThat(trusting(Optional.of(both.toString())).added()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_missing_or_holds_no_certificate_is_named(@TempDir Path folder)
      throws Exception {
    var missing = folder.resolve("missing.pem").toString();
    var empty = Files.writeString(folder.resolve("empty.pem"), "").toString();
    var broken =
        Files.writeString(
                folder.resolve("broken.pem"),
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
            .toString();

    for (var file : new String[] {missing, empty, broken}) {
      assertThatThrownBy(() -> trusting(Optional.of(file)).context())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cadenza.net.trust-file")
          .hasMessageContaining(file);
    }
  }

  private static TrustedAuthorities trusting(Optional<String> file) {
    var authorities = new TrustedAuthorities();
    authorities.trustFile = file;
    return authorities;
  }
}
