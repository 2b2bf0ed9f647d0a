package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SecretBox;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenedSecretsTest {
  final UUID workspace = Ids.next();
  final UUID endpoint = Ids.next();
  final OpenedSecrets secrets = new OpenedSecrets();
  long passed;
  int opened;

  @BeforeEach
  void a_box() {
    secrets.nanos = () -> passed;
    secrets.box =
        new SecretBox() {
          @Override
          public String seal(UUID workspaceId, UUID rowId, String purpose, String secret) {
            return secret;
          }

          @Override
          public String open(UUID workspaceId, UUID rowId, String purpose, String sealed) {
            if (!rowId.equals(endpoint)) {
              throw new IllegalStateException("The secret does not open for this row");
            }
            opened++;
            return "open " + sealed;
          }
        };
  }

  @Test
  void one_is_opened_once_for_the_deliveries_of_a_second() {
    assertThat(secrets.open(workspace, endpoint, "sealed")).isEqualTo("open sealed");
    passed += Duration.ofMillis(999).toNanos();
    assertThat(secrets.open(workspace, endpoint, "sealed")).isEqualTo("open sealed");
    assertThat(opened).isOne();

    passed += Duration.ofMillis(1).toNanos();
    secrets.open(workspace, endpoint, "sealed");
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void a_new_secret_is_another_one() {
    secrets.open(workspace, endpoint, "sealed");

    assertThat(secrets.open(workspace, endpoint, "sealed anew")).isEqualTo("open sealed anew");
  }

  @Test
  void what_was_opened_for_one_endpoint_opens_for_no_other() {
    secrets.open(workspace, endpoint, "sealed");

    assertThatThrownBy(() -> secrets.open(workspace, Ids.next(), "sealed"))
        .isInstanceOf(IllegalStateException.class);
  }
}
