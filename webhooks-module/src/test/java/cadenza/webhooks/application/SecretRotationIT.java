package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.EndpointUrl;
import cadenza.webhooks.domain.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An endpoint gets another secret, or another address, while something is on its way to it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretRotationIT {
  static final Duration DAY = Duration.ofHours(24);
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final DeliveringStage stage = new DeliveringStage(database);
  UUID endpoint;

  @BeforeEach
  void one_endpoint() {
    endpoint = stage.open();
  }

  @Test
  void the_former_secret_signs_beside_the_new_one_until_its_grace_ends() {
    var second = rotate("the-second-secret", DAY);
    stage.clocks.pass(Duration.ofHours(1));
    var third = rotate(null, DAY);

    assertThat(secrets()).containsExactly(third, second, "sealed");
    stage.clocks.pass(Duration.ofHours(23));
    assertThat(secrets()).containsExactly(third, second);
    stage.clocks.pass(Duration.ofHours(1));
    assertThat(secrets()).containsExactly(third);
  }

  @Test
  void without_grace_the_former_secret_ends_at_once() {
    var second = rotate("the-second-secret", Duration.ZERO);

    assertThat(secrets()).containsExactly(second);
  }

  @Test
  void without_grace_those_before_it_end_too() {
    rotate("the-second-secret", DAY);
    var third = rotate(null, Duration.ZERO);

    assertThat(secrets()).containsExactly(third);
  }

  @Test
  void more_than_ten_former_secrets_are_refused_until_one_has_ended() {
    for (int i = 0; i < 10; i++) {
      rotate(null, DAY);
    }

    assertThatThrownBy(() -> rotate(null, DAY)).isInstanceOf(TooManySecrets.class);
    assertThat(secrets()).hasSize(11);
    stage.clocks.pass(DAY);
    rotate(null, DAY);
    assertThat(secrets()).hasSize(2);
  }

  @Test
  void what_the_format_does_not_take_changes_nothing() {
    assertThatThrownBy(() -> rotate("short", DAY)).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> rotate(null, Duration.ofDays(8))).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> rotate(null, Duration.ofSeconds(-1))).isInstanceOf(InvalidField.class);

    assertThat(secrets()).containsExactly("sealed");
  }

  @Test
  void the_present_secret_is_no_new_one() {
    rotate("the-second-secret", DAY);

    assertThatThrownBy(() -> rotate("the-second-secret", DAY)).isInstanceOf(InvalidField.class);
  }

  @Test
  void a_retry_that_is_planned_already_goes_to_the_new_address_under_the_new_secret() {
    stage.happen(1);
    stage.settle(stage.claim(), 500);
    var second = rotate("the-second-secret", Duration.ZERO);
    stage.with(
        rows -> {
          var moved = rows.endpoints().withId(stage.workspace, endpoint).orElseThrow();
          moved.moveTo(new EndpointUrl("https://elsewhere.example/"));
          rows.endpoints().update(moved);
          return null;
        });
    stage.clocks.pass(Duration.ofSeconds(6));

    assertThat(stage.claim())
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.retry()).isTrue();
              assertThat(due.url()).isEqualTo("https://elsewhere.example/");
              assertThat(due.sealedSecrets()).containsExactly(second);
            });
  }

  private String rotate(@Nullable String own, Duration grace) {
    return stage.with(
        rows -> {
          var rotate = new RotateSecret();
          rotate.endpoints = rows.endpoints();
          rotate.secrets = new OpenBox();
          rotate.formats = stage.formats();
          rotate.clocks = stage.clocks;
          return rotate.rotate(stage.workspace, endpoint, own, grace).secret();
        });
  }

  /** What the next request would be signed by. */
  private List<String> secrets() {
    stage.happen(1);
    var claimed = stage.claim();
    stage.settle(claimed, 200);
    return claimed.stream()
        .map(DueDelivery::sealedSecrets)
        .reduce((one, other) -> other)
        .orElseThrow();
  }
}
