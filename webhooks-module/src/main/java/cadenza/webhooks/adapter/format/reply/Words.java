package cadenza.webhooks.adapter.format.reply;

import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.webhooks.adapter.format.FactData;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reply.io's words for ours. */
final class Words {
  private static final Map<String, String> FINISHED =
      Map.of(
          "COMPLETED", "FinishedNaturally",
          "REPLIED", "Replied",
          "OPTED_OUT", "OptedOut",
          "BOUNCED", "Bounced",
          "FAILED", "Failed",
          "REMOVED", "RemovedFromCampaign",
          "EXIT_CONDITION", "RemovedFromCampaign");

  private Words() {}

  static String finish(String reason) {
    return FINISHED.getOrDefault(reason, "FailedToFinish");
  }

  /** {@code meeting_request} as {@code MeetingRequest}. */
  static String pascal(String word) {
    return title(word).replace(" ", "");
  }

  /** {@code meeting_request} as {@code Meeting Request}. */
  static String title(String word) {
    return Arrays.stream(word.toLowerCase(Locale.ROOT).split("_"))
        .filter(part -> !part.isEmpty())
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining(" "));
  }

  static String stopped(FactData fact) {
    if (!fact.text("reason").orElse("").equals("bounce_rate")) {
      return fact.text("reason").orElse("Paused by hand");
    }
    return fact.number("bounced_messages").orElse(0L)
        + " of the last "
        + fact.number("counted_messages").orElse(0L)
        + " messages bounced";
  }

  /** The HTML of a mail; of one in plain text what shows the same. */
  static @Nullable String html(MessageCard message) {
    var text = message.text();
    if (message.html() != null || text == null) {
      return message.html();
    }
    var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<html><body><div style=\"white-space:pre-wrap\">" + escaped + "</div></body></html>";
  }
}
