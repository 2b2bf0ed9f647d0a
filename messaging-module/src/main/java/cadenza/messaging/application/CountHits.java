package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.LinkClicked;
import cadenza.messaging.api.LinksClicked;
import cadenza.messaging.api.MessageOpened;
import cadenza.messaging.api.MessagesOpened;
import cadenza.messaging.domain.Hit;
import cadenza.messaging.domain.HitKind;
import cadenza.messaging.domain.HitMessage;
import cadenza.messaging.domain.HitRules;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MessageHits;
import cadenza.messaging.domain.MessageHits.Total;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was asked for, with some statements for many messages, and tells of what people did:
 * once for each message and link, however often it was.
 */
@EngineWork
@UseCase
public class CountHits {
  @Inject MessageHits messageHits;
  @Inject FollowedMails mails;
  @Inject Event<MessagesOpened> messagesOpened;
  @Inject Event<LinksClicked> linksClicked;

  /**
   * @param hits of each message all that are to be judged together
   */
  public void count(List<List<Hit>> hits) {
    var ids = new HashSet<UUID>();
    var followed = new HashMap<UUID, Hit>();
    for (var hit : all(hits)) {
      ids.add(hit.messageId());
      if (hit.kind() == HitKind.CLICK) {
        followed.put(hit.messageId(), hit);
      }
    }
    var messages = messageHits.messages(ids, followed.keySet());
    var links = new HashMap<UUID, Map<String, LinkTarget>>();
    messages.values().forEach(one -> links.put(one.id(), linksOf(one, followed.get(one.id()))));
    var judged = judged(hits, messages, links);
    if (!judged.isEmpty()) {
      tell(messageHits.add(judged, messages), messages, links);
    }
  }

  private static List<Hit> all(List<List<Hit>> hits) {
    return hits.stream().flatMap(List::stream).toList();
  }

  /** Mostly those that were found when somebody followed one, some seconds ago. */
  private Map<String, LinkTarget> linksOf(HitMessage message, @Nullable Hit click) {
    var html = message.html();
    return html == null || click == null
        ? Map.of()
        : mails.remembered(message.id(), click.domain()).orElseGet(() -> mails.linksIn(html));
  }

  /** Without what asked under another workspace's domain. */
  private List<Hit> judged(
      List<List<Hit>> hits,
      Map<UUID, HitMessage> messages,
      Map<UUID, Map<String, LinkTarget>> links) {
    var holders = holders(hits);
    var judged = new ArrayList<Hit>();
    for (var of : hits) {
      var message = of.isEmpty() ? null : messages.get(of.get(0).messageId());
      if (message != null) {
        var own = of.stream().filter(hit -> isOwn(hit, message, holders)).toList();
        int count = Objects.requireNonNull(links.get(message.id())).size();
        judged.addAll(
            HitRules.judged(
                own, new HitRules.Known(message.acceptedAt(), count, message.trappedAt())));
      }
    }
    return judged;
  }

  private Map<String, Set<UUID>> holders(List<List<Hit>> hits) {
    Collection<String> domains =
        all(hits).stream().map(Hit::domain).filter(Objects::nonNull).collect(Collectors.toSet());
    return domains.isEmpty() ? Map.of() : messageHits.holders(domains);
  }

  private static boolean isOwn(Hit hit, HitMessage message, Map<String, Set<UUID>> holders) {
    var holding = hit.domain() == null ? null : holders.get(hit.domain());
    return holding == null || holding.contains(message.workspaceId());
  }

  private void tell(
      List<Total> totals,
      Map<UUID, HitMessage> messages,
      Map<UUID, Map<String, LinkTarget>> links) {
    var opened = new ArrayList<MessageOpened>();
    var clicked = new ArrayList<LinkClicked>();
    for (var total : totals) {
      var message = Objects.requireNonNull(messages.get(total.messageId()));
      if (total.kind() == HitKind.OPEN) {
        opened.add(opened(total, message));
      } else {
        var target = Objects.requireNonNull(links.get(message.id())).get(total.link());
        if (target != null) {
          clicked.add(clicked(total, message, target));
        }
      }
    }
    if (!opened.isEmpty()) {
      messagesOpened.fire(new MessagesOpened(List.copyOf(opened)));
    }
    if (!clicked.isEmpty()) {
      linksClicked.fire(new LinksClicked(List.copyOf(clicked)));
    }
  }

  private static MessageOpened opened(Total total, HitMessage message) {
    return new MessageOpened(
        Ids.next(),
        message.workspaceId(),
        total.last(),
        message.id(),
        message.senderAccountId(),
        message.enrollmentId(),
        message.stepNumber(),
        message.contactId(),
        message.threadId(),
        total.first(),
        total.count());
  }

  private static LinkClicked clicked(Total total, HitMessage message, LinkTarget target) {
    return new LinkClicked(
        Ids.next(),
        message.workspaceId(),
        total.last(),
        message.id(),
        message.senderAccountId(),
        message.enrollmentId(),
        message.stepNumber(),
        message.contactId(),
        message.threadId(),
        target.text(),
        total.first(),
        total.count());
  }
}
