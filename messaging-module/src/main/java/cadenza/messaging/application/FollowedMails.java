package cadenza.messaging.application;

import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MailLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The links of the mails that somebody follows, remembered for a moment: whoever has a token has
 * the mail read and taken apart once in that time, outside of any transaction, however often he
 * asks. What is forgotten or decided anew is honoured once the moment is over.
 */
@ApplicationScoped
class FollowedMails {
  static final Duration LIFE = Duration.ofSeconds(10);
  static final int AT_MOST = 2_000;

  private static final long BYTES_AT_MOST = 8L << 20;
  private static final int BYTES_OF_ONE = 200;
  private static final int BYTES_OF_LINK = 250;

  /** Of a node's connections, which its senders need, too. */
  static final int LOOK_UPS_AT_ONCE = 4;

  static final int LOOK_UPS_WAITING = 32;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @Inject ReadTrackedMail readTrackedMail;
  @Inject TrackingTokens tokens;

  LongSupplier nanos = System::nanoTime;

  private final FewLookUps lookUps = new FewLookUps(LOOK_UPS_AT_ONCE, LOOK_UPS_WAITING, PATIENCE);
  private final BriefMemory<Asked, Optional<Map<String, LinkTarget>>> memory =
      new BriefMemory<>(AT_MOST, BYTES_AT_MOST, LIFE, () -> nanos.getAsLong());

  private record Asked(UUID messageId, @Nullable String domain) {}

  /**
   * Where the links of a mail lead, by the hexadecimal form of {@link LinkTarget#digest}.
   *
   * @param domain which host was asked; null where that is not to be looked up
   * @return empty where nothing of the mail is there, or it is another workspace's than the host
   */
  Optional<Map<String, LinkTarget>> linksOf(UUID messageId, @Nullable String domain) {
    var asked = new Asked(messageId, domain);
    return memory
        .of(asked)
        .orElseGet(() -> lookUps.next(() -> memory.of(asked).orElseGet(() -> lookUp(asked))));
  }

  /** What was looked up a moment ago. */
  Optional<Map<String, LinkTarget>> remembered(UUID messageId, @Nullable String domain) {
    return memory.of(new Asked(messageId, domain)).flatMap(links -> links);
  }

  private Optional<Map<String, LinkTarget>> lookUp(Asked asked) {
    var links = readTrackedMail.htmlOf(asked.messageId(), asked.domain()).map(this::linksIn);
    memory.put(asked, links, BYTES_OF_ONE + links.map(FollowedMails::bytes).orElse(0L));
    return links;
  }

  private static long bytes(Map<String, LinkTarget> links) {
    return links.values().stream().mapToLong(one -> BYTES_OF_LINK + 2L * one.text().length()).sum();
  }

  /** Those that lead away from us, in the order of the mail. */
  Map<String, LinkTarget> linksIn(String html) {
    return tokens.tracked(MailLinks.in(html)).stream()
        .map(MailLinks.Link::target)
        .collect(
            Collectors.toMap(
                target -> HexFormat.of().formatHex(target.digest()),
                target -> target,
                (one, same) -> one,
                LinkedHashMap::new));
  }
}
