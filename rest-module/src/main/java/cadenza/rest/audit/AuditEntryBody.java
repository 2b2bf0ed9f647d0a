package cadenza.rest.audit;

import cadenza.access.api.AuditEntry;
import cadenza.access.api.Caller;
import cadenza.kernel.api.Ids;
import cadenza.rest.json.WireId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param kind {@code change}, {@code denied} or {@code login_failed}
 * @param actorKind {@code token}, {@code session} or {@code jwt}
 * @param action the operation's id
 * @param object what was made or changed
 * @param fields the names that were given in the body, never their values
 * @param times how often: refusals of a minute are one line
 */
@Schema(name = "AuditEntry")
public record AuditEntryBody(
    String id,
    Instant at,
    String kind,
    @Nullable String actorKind,
    @Nullable String actor,
    @Nullable String user,
    String address,
    String action,
    int status,
    @Nullable String object,
    List<String> fields,
    int times,
    String requestId) {
  static AuditEntryBody of(AuditEntry entry) {
    var by = entry.actorKind();
    return new AuditEntryBody(
        Ids.wire("aud", entry.id()),
        entry.at(),
        entry.kind().name().toLowerCase(Locale.ROOT),
        by == null ? null : by.name().toLowerCase(Locale.ROOT),
        actor(by, entry.actor()),
        WireId.wireOrNull("usr", entry.userId()),
        entry.address(),
        entry.action(),
        entry.status(),
        entry.object(),
        List.copyOf(entry.fields()),
        entry.times(),
        entry.requestId());
  }

  private static @Nullable String actor(Caller.@Nullable Kind by, @Nullable UUID actor) {
    return by == null || actor == null ? null : by.wire(actor);
  }
}
