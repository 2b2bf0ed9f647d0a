package cadenza.access.domain;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.api.TokenCard;
import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What lets a program in, for one workspace and some scopes. */
@Entity
public class Token {
  @Id private UUID id;
  private UUID workspaceId;
  private String label;
  private String hash;
  private String prefix;
  private String scopes;
  private @Nullable UUID inboxId;
  private @Nullable Integer rate;
  private boolean requiresApproval;
  private @Nullable UUID createdBy;
  private Instant createdAt;
  private @Nullable Instant expiresAt;
  private @Nullable Instant lastUsedAt;
  private @Nullable Instant revokedAt;
  @Version private long version;

  protected Token() {}

  /**
   * @param scopes names of scopes; among them {@link Scopes#EVERY} for all of a workspace
   * @param createdBy the token or user that made it
   */
  public static Token issue(
      UUID workspaceId,
      TokenValue value,
      String label,
      Set<String> scopes,
      @Nullable UUID inboxId,
      @Nullable Instant expiresAt,
      @Nullable UUID createdBy,
      Instant at) {
    var token = new Token();
    token.id = Ids.next();
    token.workspaceId = workspaceId;
    token.label = label;
    token.hash = value.hash();
    token.prefix = value.prefix();
    var named = new TreeSet<>(scopes);
    if (named.contains(Scopes.EVERY)) {
      named.removeAll(Scopes.ALL);
    }
    token.scopes = String.join(" ", named);
    token.inboxId = inboxId;
    token.expiresAt = expiresAt;
    token.createdBy = createdBy;
    token.createdAt = at;
    return token;
  }

  /** Gives it a limit of its own: requests a second, one at least. */
  public Token limitedTo(@Nullable Integer requestsPerSecond) {
    rate = requestsPerSecond;
    return this;
  }

  /** Lets it ask for what it would otherwise do. */
  public Token underApproval(boolean wanted) {
    requiresApproval = wanted;
    return this;
  }

  public boolean requiresApproval() {
    return requiresApproval;
  }

  public boolean isRevoked() {
    return revokedAt != null;
  }

  public UUID id() {
    return id;
  }

  /** Empty for a token without an end. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** Revoked and expired tokens prove nothing, from that instant on. */
  public boolean proves(Instant at) {
    return revokedAt == null && (expiresAt == null || at.isBefore(expiresAt));
  }

  /** Who asks, once somebody has approved. */
  public Caller approvedCaller() {
    return new Caller(
        workspaceId, id, scopes(), inboxId, Caller.Kind.TOKEN, null, rate, false, expiresAt);
  }

  public void revoke(Instant at) {
    if (revokedAt == null) {
      revokedAt = at;
    }
  }

  public TokenCard card() {
    return new TokenCard(
        id,
        label,
        prefix,
        scopes(),
        holdsEveryScope(),
        inboxId,
        rate,
        requiresApproval,
        createdAt,
        expiresAt,
        lastUsedAt);
  }

  /** One that was given every scope by name does not get what a later version adds. */
  public boolean holdsEveryScope() {
    return List.of(scopes.split(" ")).contains(Scopes.EVERY);
  }

  public boolean makesTokens() {
    return scopes().contains(Scopes.TOKENS_WRITE);
  }

  public boolean opensWorkspaces() {
    return scopes().contains(Scopes.WORKSPACES_WRITE);
  }

  /** Without an end, a limit or a scope that it lacks: what it makes cannot be more than itself. */
  public boolean isUnlimited() {
    return holdsEveryScope()
        && expiresAt == null
        && rate == null
        && inboxId == null
        && !requiresApproval;
  }

  private Set<String> scopes() {
    return Scopes.of(scopes);
  }
}
