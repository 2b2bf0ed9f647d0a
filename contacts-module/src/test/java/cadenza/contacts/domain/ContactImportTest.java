package cadenza.contacts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.domain.ContactImport.Outcome;
import cadenza.contacts.domain.ContactImport.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContactImportTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void a_piece_that_comes_late_turns_no_way_back_around() {
    var done =
        ContactImport.receive(new UUID(1, 1), new UUID(1, 2), false, List.of("email"), null, NOON)
            .received(2, 2)
            .advanced(List.of(Outcome.CREATED), NOON)
            .advanced(List.of(Outcome.CREATED), NOON);
    assertThat(done.state()).isEqualTo(State.DONE);
    var goingBack = done.turned(NOON).wentBack(List.of(Outcome.REVERTED), NOON);

    var late = goingBack.advanced(List.of(Outcome.CREATED), NOON);

    assertThat(late.state()).isEqualTo(State.REVERTING);
    assertThat(late.place()).isEqualTo(goingBack.place());
    assertThat(late.isOver()).isFalse();
  }
}
