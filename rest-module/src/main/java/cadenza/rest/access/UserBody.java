package cadenza.rest.access;

import cadenza.access.api.UserCard;
import cadenza.kernel.api.Ids;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param role {@code admin}, {@code member} or {@code viewer}
 * @param hasPassword whether he can log in
 */
@Schema(name = "User")
public record UserBody(
    String id,
    String name,
    @Nullable String email,
    String role,
    boolean hasPassword,
    Instant createdAt) {
  static UserBody of(UserCard card) {
    return new UserBody(
        Ids.wire("usr", card.id()),
        card.name(),
        card.email(),
        card.role().name().toLowerCase(Locale.ROOT),
        card.hasPassword(),
        card.createdAt());
  }
}
