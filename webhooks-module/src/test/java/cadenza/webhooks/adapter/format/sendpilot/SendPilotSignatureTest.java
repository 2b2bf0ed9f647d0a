package cadenza.webhooks.adapter.format.sendpilot;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.webhooks.adapter.format.Hmac;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SendPilotSignatureTest {
  /** Contract: {@code t} and {@code s} over {@code t.body}. */
  @Test
  void it_is_the_hexadecimal_hmac_of_time_and_body() {
    var body =
        "{\"eventId\":\"evt_1708456789123_abc123def\",\"eventType\":\"message.sent\"}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(Hmac.hex("sp_example_secret", "1708770600.", body))
        .isEqualTo("9b6984de3def5b327d2fb0ee671d145269b468018025702d0031b6752d219f05");
  }
}
