package cadenza.contacts.api;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a step needs to know of its contact: the narrow form that is read in batches.
 *
 * @param address the first e-mail address, or null when the contact has none
 * @param zone the contact's own IANA zone, or null
 * @param variables what a template may name: {@code first_name}, {@code last_name}, {@code
 *     full_name}, {@code email}, {@code phone}, {@code title}, {@code company}, {@code domain},
 *     {@code company_size}, {@code industry}, {@code city}, {@code state}, {@code country} and the
 *     keys of custom fields; a variable without a value is absent
 * @param suppressed whether no mail may go to the address now
 * @param doNotTrack whether nobody may watch what the contact does with a mail
 */
public record Recipient(
    UUID contactId,
    UUID workspaceId,
    String fullName,
    @Nullable String address,
    @Nullable String zone,
    Map<String, String> variables,
    boolean suppressed,
    boolean doNotTrack) {
  /** The same, with one more variable; it hides one of the contact's own. */
  public Recipient with(String variable, String value) {
    var more = new HashMap<>(variables);
    more.put(variable, value);
    return new Recipient(
        contactId, workspaceId, fullName, address, zone, more, suppressed, doNotTrack);
  }

  /** The same, when nobody may write to the address. */
  public Recipient closed() {
    return new Recipient(
        contactId, workspaceId, fullName, address, zone, variables, true, doNotTrack);
  }
}
