package cadenza.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.access.api.Caller.Kind;
import cadenza.kernel.api.Ids;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CallerTest {
  @Test
  void an_id_says_outside_what_it_is_of() {
    var id = Ids.next();

    assertThat(Kind.TOKEN.wire(id)).isEqualTo(Ids.wire("tok", id));
    assertThat(Kind.SESSION.wire(id)).isEqualTo(Ids.wire("ses", id));
    assertThat(Kind.JWT.wire(id)).isEqualTo(Ids.wire("usr", id));
  }
}
