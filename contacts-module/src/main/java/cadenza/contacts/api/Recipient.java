package cadenza.contacts.api;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a step needs to know of its contact: the narrow form that is read in batches.
 *
 * @param address the first e-mail address, or null when the contact has none
 * @param zone the contact's own IANA zone, or null
 * @param variables what a template may name: {@code first_name}, {@code last_name}, {@code
 *     full_name}, {@code email}; a variable without a value is absent
 * @param suppressed whether nobody may write to the address now
 */
public record Recipient(
    UUID contactId,
    UUID workspaceId,
    String fullName,
    @Nullable String address,
    @Nullable String zone,
    Map<String, String> variables,
    boolean suppressed) {}
