package cadenza.rest.access;

import cadenza.access.api.SessionCard;
import cadenza.kernel.api.Ids;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Somebody who logged in; what proves it is in the cookie only.
 *
 * @param csrfToken goes into the header {@code X-CSRF-Token} of every request that changes
 *     something
 * @param expiresAt when it ends even if it is used
 */
@Schema(name = "Session")
public record SessionBody(
    String id,
    String workspaceId,
    UserBody user,
    List<String> scopes,
    String csrfToken,
    Instant expiresAt) {
  static SessionBody of(SessionCard card, String csrfToken) {
    return new SessionBody(
        Ids.wire("ses", card.id()),
        Ids.wire("wsp", card.workspaceId()),
        UserBody.of(card.user()),
        card.user().role().scopes().stream().sorted().toList(),
        csrfToken,
        card.expiresAt());
  }
}
