package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LinkTargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "http://example.com:8080/a/./b/../c//d",
        "https://example.com/?utm_source=mail&utm_medium=email&utm_campaign=q3%20start#top",
        "https://example.com/?a={{unknown}}&b=[1]|2^3`\"<>\\",
        "https://ann:secret@example.com/%zz%2F%e2%82%ac",
        "HTTPS://EXAMPLE.com/CaSe?x=1&copy=2&amp=3",
        "https://[2001:db8::1]:8443/x",
        "https://example.com/#/route?next=https://other.example/",
        "https://example.com/a;b=c,d'e(f)!*~$+@:",
      })
  void what_is_ascii_is_carried_byte_by_byte(String address) {
    assertThat(LinkTarget.of(address).orElseThrow().location()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    "https://bücher.example/,https://xn--bcher-kva.example/",
    "https://例え.テスト:8443/道?x=値#節,https://xn--r8jz45g.xn--zckzah:8443/%E9%81%93?x=%E5%80%A4#%E7%AF%80",
    "https://ü@example.com/,https://%C3%BC@example.com/",
    "https://example.com/a b,https://example.com/a%20b",
    "https://example.com/😀?é=%C3%A9,https://example.com/%F0%9F%98%80?%C3%A9=%C3%A9",
  })
  void what_is_not_is_mapped_to_an_address_that_is(String address, String location) {
    assertThat(LinkTarget.of(address).orElseThrow().location()).isEqualTo(location);
  }

  @Test
  void two_thousand_characters_are_not_too_many() {
    var address = "https://example.com/?q=" + "a%20&".repeat(400);

    assertThat(LinkTarget.of(address).orElseThrow().location()).isEqualTo(address);
  }

  @Test
  void the_spaces_around_it_do_not_count() {
    assertThat(LinkTarget.of(" \t\r\nhttps://example.com/\n ").orElseThrow().text())
        .isEqualTo("https://example.com/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#top",
        "/path",
        "//example.com/",
        "mailto:ann@example.com",
        "tel:+4930123456",
        "sms:+4930123456",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.com/",
        "https:",
        "https:/example.com",
        "https://",
        "https:///path",
        "https:\\\\example.com",
        "{{link}}",
        "https://example.com/\r\nSet-Cookie: a=b",
        "https://exa\tmple.com/",
        "https://example.com/\u0000x",
        "https://example.com/\u0085",
        "https://ü..ä/",
        "https://ex\u2100mple.com/",
        "https://example.com\uff0f.evil.example/",
      })
  void what_does_not_lead_into_the_web_is_none(String address) {
    assertThat(LinkTarget.of(address)).isEmpty();
  }

  @Test
  void one_character_makes_another_digest() {
    assertThat(LinkTarget.of("https://example.com/a").orElseThrow().digest())
        .hasSize(LinkTarget.DIGEST_LENGTH)
        .isNotEqualTo(LinkTarget.of("https://example.com/b").orElseThrow().digest());
  }
}
