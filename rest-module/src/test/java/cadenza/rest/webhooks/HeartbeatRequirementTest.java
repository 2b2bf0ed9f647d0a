package cadenza.rest.webhooks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HeartbeatRequirementTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT10M1S"})
  void a_heartbeat_that_is_none_stops_the_start(String heartbeat) {
    assertThatThrownBy(() -> reader(heartbeat).check())
        .hasMessageContaining("cadenza.webhooks.heartbeat is from PT1S to PT10M");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT15S", "PT10M"})
  void others_do_not(String heartbeat) {
    assertThatCode(() -> reader(heartbeat).check()).doesNotThrowAnyException();
  }

  private static EventReader reader(String heartbeat) {
    var reader = new EventReader();
    reader.heartbeat = Duration.parse(heartbeat);
    return reader;
  }
}
