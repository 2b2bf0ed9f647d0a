package cadenza.messaging.adapter.email.smtp;

import cadenza.messaging.adapter.email.mime.Mail.WayOut;
import cadenza.messaging.application.OptOutTokens;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.MailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a mail says to its recipient's mail program about getting no more. */
@ApplicationScoped
class WaysOut {
  @Inject OptOutTokens tokens;

  @Nullable WayOut of(BegunMessage message) {
    if (!message.optOut()) {
      return null;
    }
    var token = tokens.tokenOf(message.id());
    var own = MailAddress.ascii(message.fromAddress()).orElse(message.fromAddress());
    return new WayOut(
        tokens.linkOf(token).orElse(null),
        "mailto:"
            + URLEncoder.encode(own, StandardCharsets.UTF_8).replace("%40", "@")
            + "?subject="
            + OptOutTokens.SUBJECT
            + token);
  }
}
