package cadenza.kernel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class Sha256Test {
  /** FIPS 180-4, the example of one block. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void it_is_that_of_the_standard() {
    assertThat(Sha256.hex("abc")).isEqualTo(ABC);
    assertThat(HexFormat.of().formatHex(Sha256.of(new byte[] {'a', 'b', 'c'}))).isEqualTo(ABC);
    var digest = Sha256.digest();
    digest.update((byte) 'a');
    assertThat(HexFormat.of().formatHex(digest.digest(new byte[] {'b', 'c'}))).isEqualTo(ABC);
  }
}
