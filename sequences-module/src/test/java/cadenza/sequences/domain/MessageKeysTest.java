package cadenza.sequences.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessageKeysTest {
  @Test
  void the_same_run_of_a_step_has_the_same_key_and_another_run_another() {
    var enrollment = Ids.next();
    var keys = new HashSet<UUID>();
    for (int step = 1; step <= 100; step++) {
      for (int occurrence = 1; occurrence <= 10; occurrence++) {
        var key = MessageKeys.of(enrollment, step, occurrence);
        assertThat(key).isEqualTo(MessageKeys.of(enrollment, step, occurrence));
        assertThat(key.version()).isEqualTo(8);
        assertThat(key.variant()).isEqualTo(2);
        keys.add(key);
      }
    }
    assertThat(keys).hasSize(1000);
  }
}
