package cadenza.access.api;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param workspaceId the nil UUID where nobody was found to ask
 * @param actor who asked, by what; both null where nobody was found
 * @param address where the request came from
 * @param action the operation, as the interface's document names it
 * @param object the wire id of what was made or changed, where there is one
 * @param fields the names that were given at the top of the body
 * @param times how often it happened: refusals of a minute are one line
 */
public record AuditEntry(
    UUID workspaceId,
    UUID id,
    Instant at,
    Kind kind,
    Caller.@Nullable Kind actorKind,
    @Nullable UUID actor,
    @Nullable UUID userId,
    String address,
    String action,
    int status,
    @Nullable String object,
    Set<String> fields,
    int times,
    String requestId) {
  /** What an entry tells of. */
  public enum Kind {
    /** Something was done. */
    CHANGE,
    /** A known caller asked for what he may not do. */
    DENIED,
    /** A token, a password or an issuer's word proved nothing. */
    LOGIN_FAILED
  }
}
