package cadenza.kernel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IdsProperties {
  @Property
  boolean every_key_survives_the_wire(@ForAll long high, @ForAll long low) {
    var id = new UUID(high, low);
    var wire = Ids.wire("ctc", id);
    return wire.length() == 30
        && Ids.read("ctc", wire).orElseThrow().equals(id)
        && Ids.read("ctc", "ctc_" + wire.substring(4).toUpperCase(Locale.ROOT))
            .orElseThrow()
            .equals(id)
        && Ids.read("ctc", id.toString()).orElseThrow().equals(id)
        && Ids.read("seq", wire).isEmpty();
  }

  @Property
  void no_text_throws(@ForAll String text) {
    assertThat(Ids.read("ctc", text)).isNotNull();
    assertThat(Ids.read("ctc", "ctc_" + text)).isNotNull();
  }

  @Property(tries = 200)
  void new_keys_are_version_7(@ForAll int ignored) {
    var id = Ids.next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }
}
