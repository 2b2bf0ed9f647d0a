package cadenza.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {
  @Test
  void mail_and_webhooks_may_go_to_this_machine() {
    assertThat(with(Map.of()).allowedCidrs()).isEqualTo("127.0.0.0/8,::1/128");
  }

  @Test
  void an_operator_opens_more_for_servers_on_the_inside() {
    assertThat(with(Map.of("CADENZA_NET_ALLOWED_CIDRS", "10.0.0.0/8")).allowedCidrs())
        .isEqualTo("127.0.0.0/8,::1/128,10.0.0.0/8");
  }

  @ParameterizedTest
  @CsvSource({
    "*, http://127.0.0.1:9080",
    "0.0.0.0, http://127.0.0.1:9080",
    "127.0.0.1, http://127.0.0.1:9080",
    "192.168.7.5, http://192.168.7.5:9080",
    "::1, http://[::1]:9080",
    "cadenza.test, http://cadenza.test:9080"
  })
  void the_server_is_asked_where_it_listens(String host, String url) {
    assertThat(LibertyServer.url(host, 9080)).isEqualTo(url);
  }

  private static Settings with(Map<String, String> environment) {
    return new Settings(Path.of("."), new Properties(), environment);
  }
}
