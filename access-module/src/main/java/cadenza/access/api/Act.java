package cadenza.access.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request did or wanted to do, as the audit log tells it.
 *
 * @param action the operation's id
 * @param object as in {@link AuditEntry}
 * @param fields as in {@link AuditEntry}
 */
public record Act(
    String action,
    int status,
    String address,
    @Nullable String object,
    Set<String> fields,
    String requestId) {}
