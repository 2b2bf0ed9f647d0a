package cadenza.messaging.adapter.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.ReplyText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplyHtmlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class='gmail_quote'><div class='gmail_attr'>On Mon, 2 Mar 2026 Ann &lt;a@b.c&gt;"
            + " wrote:</div><blockquote class='gmail_quote'>Hello</blockquote></div>",
        "<blockquote type='cite'>Hello<br>there</blockquote>",
        "<div class='yahoo_quoted'><div>Hello</div></div>",
        "<div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>From:</b> Ann<br><b>Sent:</b>"
            + " Monday<br><b>To:</b> Bob</div><div>Hello</div>",
        "<hr><b>From:</b> Ann &lt;a@b.c&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Bob<br>"
            + "<b>Subject:</b> Hi<br><br>Hello",
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ann</p></div>"
            + "<p>Hello</p>",
      })
  void what_a_mail_program_quotes_is_not_new(String quoted) {
    assertThat(newIn("<html><body><p>Sounds good.</p><p>Call me.</p>" + quoted + "</body></html>"))
        .isEqualTo("Sounds good.\n\nCall me.");
  }

  @Test
  void words_are_as_people_see_them() {
    assertThat(newIn("<style>p{}</style><ul><li>one &amp; two</li><li>three</li></ul>a<br>b"))
        .isEqualTo("- one & two\n- three\na\nb");
  }

  @Test
  void nothing_takes_long() {
    for (var part : List.of("<div>", "<blockquote type=cite>", "<", "<a href='", "&amp;", "<p>x")) {
      var html = part.repeat(1_000_000 / part.length());
      long before = System.nanoTime();
      newIn(html);
      SafeHtml.of(html.substring(0, 200_000));
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .as(part)
          .isLessThan(Duration.ofSeconds(2));
    }
  }

  @Nested
  class What_is_kept_of_html {
    @Test
    void does_nothing() {
      assertThat(
              SafeHtml.of(
                  "<p onclick='x()'>Hi<script>alert(1)</script><iframe src='//x'></iframe>"
                      + "<a href='javascript:x()'>y</a></p>"))
          .isEqualTo("<p>Hiy</p>");
    }

    @Test
    void fetches_nothing() {
      assertThat(SafeHtml.of("<p>Hi<img src='https://x.example/open.gif'></p>"))
          .isEqualTo("<p>Hi</p>");
    }

    @Test
    void keeps_its_form_and_its_links() {
      assertThat(SafeHtml.of("<table><tbody><tr><td><b>Hi</b></td></tr></tbody></table>"))
          .isEqualTo("<table><tbody><tr><td><b>Hi</b></td></tr></tbody></table>");
      assertThat(SafeHtml.of("<a href=\"https://example.com/\">y</a>"))
          .isEqualTo("<a href=\"https://example.com/\" rel=\"nofollow\">y</a>");
    }
  }

  private static String newIn(String html) {
    return ReplyText.of(HtmlText.of(html));
  }
}
