package cadenza.contacts.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What shall be known of a contact; null leaves a field as it is.
 *
 * @param customFields by key; each value is a text, a number or a boolean, and null clears it; the
 *     keys that are not named stay
 */
public record ContactDraft(
    @Nullable String fullName,
    @Nullable ContactDetails details,
    @Nullable List<ContactCard.Email> emails,
    @Nullable List<ContactCard.Phone> phones,
    @Nullable List<ContactCard.Profile> profiles,
    @Nullable List<ContactCard.Anniversary> anniversaries,
    @Nullable String notes,
    @Nullable String zone,
    @Nullable Boolean doNotTrack,
    @Nullable Map<String, @Nullable Object> customFields) {

  public ContactDraft(
      @Nullable String fullName,
      @Nullable List<ContactCard.Email> emails,
      @Nullable List<ContactCard.Phone> phones,
      @Nullable List<ContactCard.Anniversary> anniversaries,
      @Nullable String notes,
      @Nullable String zone) {
    this(fullName, null, emails, phones, null, anniversaries, notes, zone, null, null);
  }
}
