package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EndpointUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "HTTP://example.com/",
        "HTTPS://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "jar:https://example.com!/x",
        "ftp://example.com/",
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://@example.com/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:/",
        "https://exam\u3002ple/",
        "https://example.com/#part",
        "https:///path",
        "https:example.com",
        "example.com/hook",
        "",
        "https://",
        "https://exa mple.com/",
        "https://example.com/\r\nX: y",
        "https://a_b.example:99999999999/",
        "//example.com/"
      })
  void refuses_what_is_not_one_plain_https_url(String url) {
    assertThatThrownBy(() -> EndpointUrl.of(url, false))
        .isInstanceOfSatisfying(
            InvalidField.class, wrong -> assertThat(wrong.pointer()).isEqualTo("/url"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com/a/b?c=d%20e",
        "https://example.com:8443/",
        "https://[2606:4700::1111]/",
        "https://Example.COM/Path"
      })
  void accepts_a_plain_https_url(String url) {
    assertThat(EndpointUrl.of(url, false).value()).isEqualTo(url);
  }

  @Test
  void accepts_http_only_where_an_operator_allows_plain_text() {
    assertThat(EndpointUrl.of("http://127.0.0.1:8080/", true).host()).isEqualTo("127.0.0.1");
  }
}
