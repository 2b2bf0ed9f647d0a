package cadenza.messaging.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for once or several times within a second, in the same way.
 *
 * @param link which of the mail's, by the hexadecimal digits of its digest; empty for the picture
 * @param seenAs what can be told at once; it is judged again when more is known
 * @param domain the host that was asked; null where nobody needs to look up whose it is
 */
public record Hit(
    UUID messageId,
    HitKind kind,
    String link,
    SeenAs seenAs,
    @Nullable String domain,
    Instant first,
    Instant last,
    long count) {
  Hit as(SeenAs other) {
    return new Hit(messageId, kind, link, other, domain, first, last, count);
  }
}
