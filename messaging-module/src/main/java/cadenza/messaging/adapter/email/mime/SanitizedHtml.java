package cadenza.messaging.adapter.email.mime;

import cadenza.messaging.application.HarmlessHtml;
import jakarta.enterprise.context.ApplicationScoped;

/** As the HTML of a mail is read. */
@ApplicationScoped
class SanitizedHtml implements HarmlessHtml {
  @Override
  public String of(String html) {
    return SafeHtml.of(html);
  }
}
