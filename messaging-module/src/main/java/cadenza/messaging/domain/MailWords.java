package cadenza.messaging.domain;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is written in a mail; one of the two is there. */
public record MailWords(@Nullable String text, @Nullable String html) {
  /**
   * As a page.
   *
   * @param harmless what is done to HTML that somebody else wrote
   */
  public String page(UnaryOperator<String> harmless) {
    return "<!doctype html><html><meta charset=\"utf-8\"><body>"
        + (html == null ? plain() : harmless.apply(html))
        + "</body></html>\n";
  }

  private String plain() {
    var escaped =
        String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<div style=\"white-space:pre-wrap\">" + escaped + "</div>";
  }
}
