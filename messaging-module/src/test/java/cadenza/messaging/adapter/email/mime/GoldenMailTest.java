package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed mails are what is rendered, and keep the rules of RFC 5322 and 2047. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoldenMailTest {
  private static final List<String> ONCE =
      List.of("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type");

  static Stream<String> names() {
    return GoldenMails.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void what_is_rendered_is_the_committed_file(String name) throws Exception {
    var rendered = MimeRenderer.render(Objects.requireNonNull(GoldenMails.all().get(name)));
    if (Boolean.getBoolean("golden.write")) {
      GoldenMails.write(name, rendered);
    }

    assertThat(new String(rendered, ISO_8859_1))
        .isEqualTo(new String(GoldenMails.bytes(name), ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("names")
  void lines_end_in_crlf_and_are_short_and_plain(String name) {
    var mail = new String(GoldenMails.bytes(name), ISO_8859_1);

    assertThat(mail).endsWith("\r\n").matches("(?s)[\\x09\\x0a\\x0d\\x20-\\x7e]*");
    assertThat(mail.replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(Arrays.stream(mail.split("\r\n", -1)))
        .allSatisfy(line -> assertThat(line.length() <= 78 || isOneWord(line)).as(line).isTrue());
  }

  /** A URL cannot be folded (RFC 5322, 2.1.1: should, not must, below 998). */
  private static boolean isOneWord(String line) {
    return line.substring(line.indexOf(": ") + 2).indexOf(' ') < 0 && line.length() < 998;
  }

  @ParameterizedTest
  @MethodSource("names")
  void headers_stand_once_and_fold_with_a_blank(String name) {
    var mail = new String(GoldenMails.bytes(name), ISO_8859_1);
    var header = mail.substring(0, mail.indexOf("\r\n\r\n"));

    for (var one : ONCE) {
      assertThat(header.split("(?m)^" + one + ": ", -1)).as(one).hasSize(2);
    }
    assertThat(header.split("\r\n"))
        .allSatisfy(
            line -> {
              assertThat(line).matches("([!-9;-~]+: \\S.*)|( \\S.*)");
              assertThat(Arrays.stream(line.split(" ")).filter(word -> word.startsWith("=?")))
                  .allSatisfy(
                      word ->
                          assertThat(word)
                              .hasSizeLessThanOrEqualTo(75)
                              .matches("=\\?UTF-8\\?B\\?[A-Za-z0-9+/=]+\\?="));
            });
  }
}
