package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NoticeRequestTest {
  private final NoticeRequest request =
      NoticeRequest.of("<token@example.com>", List.of("bo+sales=x@example.com"));

  @Test
  void the_envelope_bears_our_own_id_of_the_message() {
    assertThat(request.on("MAIL FROM:<ann@example.com>"))
        .isEqualTo("MAIL FROM:<ann@example.com> RET=HDRS ENVID=token@example.com");
  }

  @Test
  void the_recipient_is_told_as_we_wrote_him_and_never_a_success() {
    assertThat(request.on("RCPT TO:<bo+sales=x@example.com>"))
        .isEqualTo(
            "RCPT TO:<bo+sales=x@example.com> NOTIFY=FAILURE,DELAY"
                + " ORCPT=rfc822;bo+2Bsales+3Dx@example.com");
  }

  @Test
  void other_commands_stay_as_they_are() {
    assertThat(request.on("DATA")).isEqualTo("DATA");
    assertThat(NoticeRequest.NONE.on("MAIL FROM:<>")).isEqualTo("MAIL FROM:<>");
  }

  @Test
  void an_id_beyond_the_bound_is_left_out() {
    assertThat(NoticeRequest.of("x".repeat(101), List.of("a@b.example")).on("MAIL FROM:<a@b>"))
        .isEqualTo("MAIL FROM:<a@b> RET=HDRS");
  }

  @Test
  void xtext_codes_what_is_not_printable() {
    assertThat(NoticeRequest.xtext("a b\u00e9+=")).isEqualTo("a+20b+C3+A9+2B+3D");
  }
}
