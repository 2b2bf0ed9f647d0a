package cadenza.contacts.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact as others may read it.
 *
 * @param customFields by key; each value is a String, a BigDecimal or a Boolean
 * @param labels by name
 * @param doNotTrack whether the contact's mails are sent without anything that tells of an open or
 *     a click
 */
public record ContactCard(
    UUID id,
    UUID workspaceId,
    String fullName,
    ContactDetails details,
    List<Email> emails,
    List<Phone> phones,
    List<Profile> profiles,
    @Nullable String notes,
    List<Anniversary> anniversaries,
    @Nullable String zone,
    boolean doNotTrack,
    Map<String, Object> customFields,
    List<Label> labels,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  /** The same with other values of its custom fields. */
  public ContactCard with(Map<String, Object> values) {
    return new ContactCard(
        id,
        workspaceId,
        fullName,
        details,
        emails,
        phones,
        profiles,
        notes,
        anniversaries,
        zone,
        doNotTrack,
        values,
        labels,
        createdAt,
        updatedAt,
        version);
  }

  /** The same with the labels that it carries. */
  public ContactCard with(List<Label> carried) {
    return new ContactCard(
        id,
        workspaceId,
        fullName,
        details,
        emails,
        phones,
        profiles,
        notes,
        anniversaries,
        zone,
        doNotTrack,
        customFields,
        carried,
        createdAt,
        updatedAt,
        version);
  }

  public record Email(String label, String address) {}

  public record Phone(String label, String number) {}

  /**
   * @param type for example {@code linkedin}, {@code sales_navigator}, {@code linkedin_recruiter},
   *     {@code x}, {@code website}
   */
  public record Profile(String type, String url) {}

  public record Anniversary(String type, String date) {}

  /** One that the contact carries. */
  public record Label(UUID id, String name) {}
}
