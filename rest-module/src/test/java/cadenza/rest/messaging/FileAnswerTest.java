package cadenza.rest.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileAnswerTest {
  @Test
  void a_plain_name_is_said_twice() {
    assertThat(FileAnswer.disposition("offer 1.pdf"))
        .isEqualTo("attachment; filename=\"offer 1.pdf\"; filename*=UTF-8''offer%201.pdf");
  }

  @Test
  void what_is_not_ascii_is_said_whole_in_the_second_one() {
    assertThat(FileAnswer.disposition("Angebot €.pdf"))
        .isEqualTo(
            "attachment; filename=\"Angebot _.pdf\"; filename*=UTF-8''Angebot%20%E2%82%AC.pdf");
  }

  @Test
  void nothing_ends_the_name_or_the_line() {
    assertThat(FileAnswer.disposition("a\"; x=\"\\\r\nSet-Cookie: b=c"))
        .doesNotContain("\r", "\n", "\\")
        .startsWith("attachment; filename=\"a_; x=____Set-Cookie: b=c\"; filename*=UTF-8''a%22");
  }
}
