package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MasterKeySignaturesTest {
  final MasterKeySignatures signatures = signatures(1, null);

  @Test
  void proves_what_it_signed_and_nothing_else() {
    var signature = signatures.sign("cursor", "page two");

    assertThat(signatures.proves("cursor", "page two", signature)).isTrue();
    assertThat(signatures.proves("cursor", "page three", signature)).isFalse();
    assertThat(signatures.proves("csrf", "page two", signature)).isFalse();
    assertThat(signatures.proves("cursor", "page two", new byte[0])).isFalse();
    for (int i = 0; i < signature.length; i++) {
      var changed = signature.clone();
      changed[i] ^= 1;
      assertThat(signatures.proves("cursor", "page two", changed)).isFalse();
    }
  }

  @Test
  void takes_what_the_key_before_signed_until_it_is_taken_away() {
    var signature = signatures.sign("cursor", "page two");

    assertThat(signatures(2, 1).proves("cursor", "page two", signature)).isTrue();
    assertThat(signatures(2, null).proves("cursor", "page two", signature)).isFalse();
  }

  private static MasterKeySignatures signatures(int current, @Nullable Integer previous) {
    var signatures = new MasterKeySignatures();
    signatures.keys = new MasterKeys();
    signatures.keys.current = Optional.of(key(current));
    signatures.keys.previous = Optional.ofNullable(previous).map(MasterKeySignaturesTest::key);
    return signatures;
  }

  private static String key(int fill) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
