package cadenza.contacts.api;

import org.jspecify.annotations.Nullable;

/**
 * Who a contact is at work and where. In a draft null leaves a field as it is, and an empty text
 * clears it.
 *
 * @param firstName and {@code lastName}: null where only the full name was said
 * @param company the name of the company, as it was said
 * @param domain the company's; where nobody says one it follows from the work address
 */
public record ContactDetails(
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String title,
    @Nullable String company,
    @Nullable String domain,
    @Nullable String companySize,
    @Nullable String industry,
    @Nullable String city,
    @Nullable String state,
    @Nullable String country) {}
