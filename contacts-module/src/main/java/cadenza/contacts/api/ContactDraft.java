package cadenza.contacts.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What shall be known of a contact; null leaves a field as it is. */
public record ContactDraft(
    @Nullable String fullName,
    @Nullable List<ContactCard.Email> emails,
    @Nullable List<ContactCard.Phone> phones,
    @Nullable List<ContactCard.Anniversary> anniversaries,
    @Nullable String notes,
    @Nullable String zone) {}
