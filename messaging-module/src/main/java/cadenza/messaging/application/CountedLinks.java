package cadenza.messaging.application;

import cadenza.messaging.api.Conversations.LinkCount;
import cadenza.messaging.api.Conversations.MessageCard;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Which links of a mail were followed, and how often. */
@Dependent
public class CountedLinks {
  @Inject ReadConversations conversations;
  @Inject FollowedMails mails;

  /**
   * In the order of the mail, which is taken apart outside of a transaction; without the others.
   */
  public List<LinkCount> of(MessageCard card) {
    var html = card.html();
    if (card.clicks() == null || html == null) {
      return List.of();
    }
    var clicks = conversations.clicks(card.workspaceId(), card.id());
    var followed = new ArrayList<LinkCount>();
    mails
        .linksIn(html)
        .forEach(
            (link, target) -> {
              var count = clicks.get(link);
              if (count != null) {
                followed.add(new LinkCount(target.text(), count));
              }
            });
    return followed;
  }
}
