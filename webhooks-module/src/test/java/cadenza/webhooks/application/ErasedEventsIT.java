package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasedEventsIT {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();

  /** What is left of them is sent by a retry, and read in the log. */
  @Test
  void still_fit_the_schema_of_their_type() {
    for (var fact : EventTypes.FACTS) {
      record(Envelope.of(SampleFacts.of(fact)).type());
    }
    database.inTransaction(
        rows -> {
          rows.erasures().add(workspace, List.of(Ids.wire("wsp", workspace)), NOW);
          return true;
        });
    database.erase(100, NOW);
    database.inTransaction(rows -> rows.events().relay(100, NOW));

    for (var fact : EventTypes.FACTS) {
      var type = Envelope.of(SampleFacts.of(fact)).type();
      var left =
          database.inTransaction(rows -> rows.events().after(workspace, 0, Set.of(type), 10));
      assertThat(left.events())
          .singleElement()
          .satisfies(
              event ->
                  assertThat(
                          EventSchemasTest.complaints(
                              fact, EventSchemasTest.read(event.envelope())))
                      .isEmpty());
    }
  }

  private void record(String type) {
    var fact = SampleFacts.of(type, workspace, Ids.next(), Ids.next(), NOW).orElseThrow();
    database.inTransaction(
        rows -> {
          rows.events().add(List.of(Envelope.of(fact)));
          return true;
        });
  }
}
