package cadenza.webhooks.adapter.format.inbox;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDetails;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.sequences.api.EnrollmentBook.SequenceLine;
import cadenza.webhooks.domain.InboxCampaign;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Inbox's campaign, thread, message and prospect: all keys, in their order, nulls written out. */
final class InboxObjects {
  private static final Duration FRESH = Duration.ofDays(7);
  private static final Duration STALE = Duration.ofDays(30);
  private static final int RATE_DIGITS = 3;

  private InboxObjects() {}

  /** 15 keys; a snapshot, so it was updated when the event happened. */
  static Map<String, @Nullable Object> campaign(
      SequenceLine sequence, InboxCampaign counts, Instant at) {
    var resting = sequence.status().equals("PAUSED") ? sequence.updatedAt() : null;
    var pausedAt = counts.pausedAt() == null ? resting : counts.pausedAt();
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("id", InboxIds.of(sequence.id()));
    map.put("name", sequence.name());
    map.put("description", "");
    map.put("status", status(pausedAt, counts.completedAt()));
    map.put("dryRun", false);
    map.put("targetsCount", counts.targets());
    map.put("contactedCount", counts.contacted());
    map.put("repliesCount", counts.replies());
    map.put("completionRate", rate(counts.contacted(), counts.targets()));
    map.put("replyRate", rate(counts.replies(), counts.contacted()));
    map.put("createdAt", sequence.createdAt());
    map.put("updatedAt", at);
    map.put("pausedAt", pausedAt);
    map.put("completedAt", counts.completedAt());
    map.put("lastStartedAt", Objects.requireNonNullElse(counts.startedAt(), sequence.createdAt()));
    return map;
  }

  private static String status(@Nullable Instant pausedAt, @Nullable Instant completedAt) {
    if (completedAt != null) {
      return "completed";
    }
    return pausedAt == null ? "active" : "paused";
  }

  /** 0 to 1 with three decimals; 0 of nothing. */
  static BigDecimal rate(long part, long whole) {
    if (part <= 0 || whole <= 0) {
      return BigDecimal.ZERO;
    }
    return BigDecimal.valueOf(Math.min(part, whole))
        .divide(BigDecimal.valueOf(whole), RATE_DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }

  /** 16 keys. */
  static Map<String, @Nullable Object> thread(
      ThreadCard thread,
      String ownId,
      Person person,
      @Nullable Map<String, @Nullable Object> last) {
    var lastAt = last == null ? null : last.get("createdAt");
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("id", InboxIds.of(thread.id()));
    map.put("platform", person.platform());
    map.put("platformId", pair(ownId, person.platformId()));
    map.put("done", thread.status().equals("CLOSED"));
    map.put("assigneeId", InboxIds.orNull(thread.assigneeId()));
    map.put("lastMessageTimestamp", lastAt);
    map.put("computedSortTimestamp", lastAt == null ? thread.createdAt() : lastAt);
    map.put("createdAt", thread.createdAt());
    map.put("status", thread.status().equals("SNOOZED") ? "idle" : "active");
    map.put("variant", "unencrypted");
    map.put("accountLinkId", InboxIds.of(thread.senderAccountId()));
    map.put("isSyncing", false);
    map.put("isRequest", false);
    map.put("typingIndicatorsEnabled", null);
    map.put("lastMessage", last);
    map.put("prospect", slimProspect(person));
    return map;
  }

  /** Both sides, the smaller id first: by value where they are numbers. */
  static String pair(String one, String other) {
    boolean numbers = one.matches("[0-9]+") && other.matches("[0-9]+");
    int order =
        numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    return order <= 0 ? one + ":" + other : other + ":" + one;
  }

  /** What a thread shows of its last message. */
  static Map<String, @Nullable Object> lastMessage(Map<String, @Nullable Object> message) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (var key : List.of("id", "content", "authorId", "createdAt", "userId", "campaignId")) {
      map.put(key, message.get(key));
    }
    return map;
  }

  /**
   * 21 keys.
   *
   * @param campaignId of the campaign that sent it; null for any other
   * @param at when it was sent, or came in
   */
  static Map<String, @Nullable Object> message(
      MessageCard message, Person person, @Nullable UUID campaignId, Instant at) {
    boolean outbound = message.direction().equals("OUTBOUND");
    var text = !outbound && message.replyText() != null ? message.replyText() : message.text();
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("id", InboxIds.of(message.id()));
    map.put("platform", person.platform());
    map.put("platformId", message.rfcMessageId());
    map.put("threadId", InboxIds.of(message.threadId()));
    map.put("teamId", InboxIds.of(message.workspaceId()));
    map.put("authorId", outbound ? InboxIds.of(message.senderAccountId()) : author(person));
    map.put("userId", null);
    map.put("campaignId", outbound ? InboxIds.orNull(campaignId) : null);
    map.put("content", text == null ? "" : text);
    map.put("origin", origin(outbound, campaignId));
    map.put("createdAt", at);
    map.put("updatedAt", null);
    map.put("isEdited", false);
    map.put("isEncrypted", false);
    map.put("entities", null);
    map.put("attachment", null);
    map.put("reactions", List.of());
    map.put("replyData", null);
    map.put("forwardData", null);
    map.put("deletedAt", null);
    map.put("platformDeletedAt", null);
    return map;
  }

  private static String origin(boolean outbound, @Nullable UUID campaignId) {
    if (!outbound) {
      return "external";
    }
    return campaignId == null ? "api" : "internal";
  }

  private static String author(Person person) {
    return Objects.requireNonNullElse(person.externalId(), person.platformId());
  }

  /** 8 keys, as it stands in a thread. */
  static Map<String, @Nullable Object> slimProspect(Person person) {
    var map = identity(person);
    map.put("context", context(person.card()));
    return map;
  }

  private static Map<String, @Nullable Object> identity(Person person) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("platform", person.platform());
    map.put("platformId", person.platformId());
    map.put("externalId", person.externalId());
    map.put("displayName", person.displayName());
    map.put("username", person.username());
    map.put("handle", "@" + person.username());
    map.put("image", null);
    return map;
  }

  /** 31 keys; what no channel tells is what Inbox says of somebody of whom it knows nothing. */
  static Map<String, @Nullable Object> prospect(
      Person person, Instant at, @Nullable Instant lastActiveAt) {
    var card = person.card();
    var updatedAt = card == null ? at : card.updatedAt();
    var map = identity(person);
    map.put("imageNormalized", null);
    map.put("bio", card == null ? null : bio(card.details()));
    map.put("location", card == null ? null : location(card.details()));
    map.put("profileUrl", person.profileUrl());
    map.put("websiteUrl", person.website().orElse(null));
    map.put("websiteDomain", person.website().map(InboxObjects::domain).orElse(null));
    map.put("verified", "none");
    map.put("profileType", "personal");
    map.put("isProtected", false);
    map.put("followerCount", 0);
    map.put("followingCount", 0);
    map.put("postCount", 0);
    map.put("engagementCount", null);
    map.put("listedCount", null);
    map.put("platformCreatedAt", null);
    map.put("firstSeenAt", card == null ? null : card.createdAt());
    map.put("lastUpdatedAt", updatedAt);
    map.put("lastEnrichedAt", null);
    map.put("lastActiveAt", lastActiveAt);
    map.put("source", "cached");
    map.put("isFresh", !updatedAt.plus(FRESH).isBefore(at));
    map.put("isStale", updatedAt.plus(STALE).isBefore(at));
    map.put("confidence", 1);
    map.put("context", context(card));
    return map;
  }

  private static Map<String, @Nullable Object> context(@Nullable ContactCard card) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put(
        "tags",
        card == null
            ? List.of()
            : card.labels().stream().map(label -> InboxIds.of(label.id())).toList());
    map.put("statusId", null);
    map.put("valuation", null);
    map.put("notes", card == null ? null : card.notes());
    return map;
  }

  private static @Nullable String bio(ContactDetails details) {
    return joined(" at ", details.title(), details.company());
  }

  private static @Nullable String location(ContactDetails details) {
    return joined(", ", details.city(), details.state(), details.country());
  }

  private static @Nullable String joined(String between, @Nullable String... parts) {
    var text =
        Stream.of(parts)
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining(between));
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String domain(String url) {
    try {
      return URI.create(url).getHost();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
