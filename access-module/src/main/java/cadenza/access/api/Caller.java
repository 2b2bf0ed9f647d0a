package cadenza.access.api;

import cadenza.kernel.api.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, as a token, a session or an issuer's word proved it.
 *
 * @param tokenId the token, or the session, or the user whom the issuer names: whatever keys and
 *     limits are counted by
 * @param boundInbox the one sender account this token may use, or null for any of the workspace
 * @param kind what proved it
 * @param userId the person, where there is one
 * @param rate requests a second of this caller, or null for those of the configuration
 * @param requiresApproval whether what lets mail go waits until somebody else approves it
 * @param expiresAt the end of what proved it, where it has one that it may not be outlived by
 */
public record Caller(
    UUID workspaceId,
    UUID tokenId,
    Set<String> scopes,
    @Nullable UUID boundInbox,
    Kind kind,
    @Nullable UUID userId,
    @Nullable Integer rate,
    boolean requiresApproval,
    @Nullable Instant expiresAt) {
  /** What a caller may prove himself by. */
  public enum Kind {
    /** A token of {@code POST /v1/tokens}. */
    TOKEN("tok"),
    /** The cookie of somebody who logged in. */
    SESSION("ses"),
    /** A token signed by an issuer that the operator configured. */
    JWT("usr");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /** How an id of it stands outside. */
    public String wire(UUID id) {
      return Ids.wire(prefix, id);
    }
  }

  /** A token without a limit of its own. */
  public Caller(UUID workspaceId, UUID tokenId, Set<String> scopes, @Nullable UUID boundInbox) {
    this(workspaceId, tokenId, scopes, boundInbox, Kind.TOKEN, null, null, false, null);
  }

  /** Who stands for what a caller makes: the person, since a session is soon over. */
  public UUID maker() {
    return userId == null ? tokenId : userId;
  }

  public Optional<Integer> requestsPerSecond() {
    return Optional.ofNullable(rate);
  }
}
