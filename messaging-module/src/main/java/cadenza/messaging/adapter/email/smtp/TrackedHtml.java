package cadenza.messaging.adapter.email.smtp;

import cadenza.messaging.application.TrackingTokens;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.MailLinks;
import cadenza.messaging.domain.Tracking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The HTML of a mail as it leaves: with links that lead to us first, and a picture that is not
 * seen, where the mail shall tell of that. The text beside it says where its links lead, and is
 * left alone; so is what is stored.
 */
@ApplicationScoped
class TrackedHtml {
  @Inject TrackingTokens tokens;

  @Nullable String of(BegunMessage message) {
    var html = message.html();
    var tracking = message.tracking();
    return html == null || tracking == null || !tokens.canLead()
        ? html
        : tracked(html, message.id(), tracking);
  }

  /** What stands between two places is replaced. */
  private record Change(int from, int to, String with) {}

  private String tracked(String html, UUID id, Tracking tracking) {
    var links = MailLinks.in(html);
    var changes = new ArrayList<Change>();
    if (tracking.clicks()) {
      for (var link : tokens.tracked(links)) {
        var ours = tokens.linkOf(id, link.target(), tracking.domain());
        changes.add(new Change(link.from(), link.to(), ours));
      }
    }
    changes.add(new Change(links.end(), links.end(), unseen(id, tracking)));
    changes.sort(Comparator.comparingInt(Change::from));
    return changed(html, changes);
  }

  private static String changed(String html, List<Change> changes) {
    var changed = new StringBuilder(html.length() + 1024);
    int copied = 0;
    for (var change : changes) {
      changed.append(html, copied, change.from()).append(change.with());
      copied = change.to();
    }
    return changed.append(html, copied, html.length()).toString();
  }

  /** Neither takes any room; the link is for whoever follows all there are, and reads none. */
  private String unseen(UUID id, Tracking tracking) {
    var unseen = new StringBuilder();
    if (tracking.clicks()) {
      unseen
          .append("<a href=\"")
          .append(tokens.trapOf(id, tracking.domain()))
          .append("\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\"></a>");
    }
    if (tracking.opens()) {
      unseen
          .append("<img src=\"")
          .append(tokens.pixelOf(id, tracking.domain()))
          .append("\" width=\"1\" height=\"1\" alt=\"\" style=\"border:0\">");
    }
    return unseen.toString();
  }
}
