package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as programs write them, and what is none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportFileIT extends ImportStage {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void line_ends_separators_marks_and_charsets_are_recognised(String end) {
    var text = "Name;E-Mail" + end + "Zoë;zoe@example.com" + end;

    for (var charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE")) {
      imported(bytes("\uFEFF" + text, charset), null);
    }
    imported(bytes(text, "UTF-16LE"), StandardCharsets.UTF_16LE);
    imported(bytes(text, "UTF-16BE"), StandardCharsets.UTF_16BE);
    imported(text.replace(';', '\t').getBytes(StandardCharsets.UTF_8), null);
    imported(bytes(text, "ISO-8859-1"), StandardCharsets.ISO_8859_1);

    assertThat(database.values("select full_name from contacts.contact")).containsExactly("Zoë");
  }

  private static byte[] bytes(String text, String charset) {
    return text.getBytes(Charset.forName(charset));
  }

  @Test
  void a_file_that_cannot_be_read_is_refused_and_leaves_nothing() {
    refused("", "empty_file");
    refused("name,company\nAvery,Acme\n", "no_email_column");
    refused("email\n\"a\"b@example.com\n", "malformed_csv");
    refused("email\n" + "x".repeat(200_000), "malformed_csv");
    refusedBytes(bytes("email\nä@example.com\n", "ISO-8859-1"), "wrong_charset");
    refusedBytes(bytes("email\navery@example.com\n", "UTF-16LE"), "wrong_charset");
    refusedBytes(new byte[] {'P', 'K', 3, 4, 5, 6}, "packed_file");
    refusedBytes(new byte[] {0x1F, (byte) 0x8B, 8, 0}, "packed_file");
    assertThatThrownBy(() -> imported("Mail\na@example.com\n", Map.of("Male", "email")))
        .hasMessageContaining("Male");
    assertThatThrownBy(() -> imported("x\na@example.com\n", Map.of("x", "age")))
        .hasMessageContaining("age");

    assertThat(value("select count(*) from contacts.contact_import")).isEqualTo("0");
    assertThat(value("select count(*) from contacts.contact")).isEqualTo("0");
  }

  private void refused(String file, String code) {
    refusedBytes(file.getBytes(StandardCharsets.UTF_8), code);
  }

  private void refusedBytes(byte[] file, String code) {
    assertThatThrownBy(() -> imported(file, null))
        .isInstanceOfSatisfying(
            ImportRefused.class,
            why -> assertThat(why.code()).as(why.getMessage()).isEqualTo(code));
  }

  @Test
  void a_file_that_breaks_off_leaves_nothing() {
    var broken =
        new InputStream() {
          private final byte[] text = "email\navery@example.com\n".getBytes(StandardCharsets.UTF_8);
          private int at;

          @Override
          public int read() throws IOException {
            if (at == text.length) {
              throw new IOException("The connection is gone");
            }
            return text[at++];
          }
        };

    assertThatThrownBy(() -> receive(broken, options(Map.of(), false, null)))
        .isInstanceOfSatisfying(
            ImportRefused.class, why -> assertThat(why.code()).isEqualTo("broken_file"));
    assertThat(value("select count(*) from contacts.contact_import")).isEqualTo("0");
  }

  @Test
  void a_file_that_is_too_large_is_refused_while_it_comes_in() {
    var endless =
        new InputStream() {
          private static final byte[] TITLES = "email,notes\n".getBytes(StandardCharsets.UTF_8);
          private long at;

          @Override
          public int read() {
            long i = at++;
            return i < TITLES.length ? TITLES[(int) i] : i % 1000 == 0 ? '\n' : 'x';
          }
        };

    assertThatThrownBy(() -> receive(endless, options(Map.of(), false, null)))
        .isInstanceOfSatisfying(
            ImportRefused.class, why -> assertThat(why.code()).isEqualTo("file_too_large"));
    assertThat(value("select count(*) from contacts.import_piece")).isEqualTo("0");
  }
}
