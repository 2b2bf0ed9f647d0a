package cadenza.rest.access;

import cadenza.access.api.TokenCard;
import cadenza.kernel.api.Ids;
import cadenza.rest.json.WireId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A token; its value stands only in the answer that made it.
 *
 * @param token the secret itself, shown once
 * @param allScopes whether it gets the scopes of later versions, too
 */
@Schema(name = "Token")
public record TokenBody(
    String id,
    String label,
    String prefix,
    @Nullable String token,
    List<String> scopes,
    boolean allScopes,
    @Nullable String inboxId,
    @Nullable Integer requestsPerSecond,
    boolean requiresApproval,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {
  static TokenBody of(TokenCard card, @Nullable String value) {
    return new TokenBody(
        Ids.wire("tok", card.id()),
        card.label(),
        card.prefix(),
        value,
        card.scopes().stream().sorted().toList(),
        card.allScopes(),
        WireId.wireOrNull("inb", card.inboxId()),
        card.rate(),
        card.requiresApproval(),
        card.createdAt(),
        card.expiresAt(),
        card.lastUsedAt());
  }
}
