package cadenza.contacts.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts; all that is said must hold, and null asks nothing.
 *
 * @param query words, each the beginning of a word in the name, an address or the company's name
 * @param labelId carried by the contact
 * @param domain the company's
 * @param createdSince not created before this
 * @param updatedSince not changed before this
 * @param customFields by key, compared with the text of the value; empty asks nothing
 * @param suppressed whether no mail may go to the contact's address
 * @param among only these, where they are known already; null for all
 */
public record ContactFilter(
    @Nullable String query,
    @Nullable UUID labelId,
    @Nullable String domain,
    @Nullable Instant createdSince,
    @Nullable Instant updatedSince,
    Map<String, String> customFields,
    @Nullable Boolean suppressed,
    @Nullable List<UUID> among) {
  /** Every contact, or those that the words find. */
  public static ContactFilter ofQuery(@Nullable String query) {
    return new ContactFilter(query, null, null, null, null, Map.of(), null, null);
  }

  /** The same, only among these. */
  public ContactFilter only(List<UUID> ids) {
    return new ContactFilter(
        query, labelId, domain, createdSince, updatedSince, customFields, suppressed, ids);
  }
}
