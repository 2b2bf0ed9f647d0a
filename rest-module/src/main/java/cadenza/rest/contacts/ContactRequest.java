package cadenza.rest.contacts;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDetails;
import cadenza.contacts.api.ContactDraft;
import cadenza.kernel.api.InvalidField;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says of a contact; an absent field stays as it is.
 *
 * @param fullName may be absent where a first or last name is given
 * @param domain the company's; where nobody says one it follows from the work address
 * @param customFields by key; a text, a number or a boolean, or null to clear it; the keys that are
 *     not named stay
 * @param notes empty text clears it
 * @param zone IANA time zone; empty text clears it
 */
@Schema(name = "ContactRequest")
public record ContactRequest(
    @Nullable String inboxId,
    @Size(max = 300) @Nullable String fullName,
    @Size(max = 150) @Nullable String firstName,
    @Size(max = 150) @Nullable String lastName,
    @Size(max = 300) @Nullable String title,
    @Size(max = 300) @Nullable String company,
    @Size(max = 253) @Nullable String domain,
    @Size(max = 60) @Nullable String companySize,
    @Size(max = 150) @Nullable String industry,
    @Size(max = 150) @Nullable String city,
    @Size(max = 150) @Nullable String state,
    @Size(max = 150) @Nullable String country,
    @Valid @Size(max = 50) @Nullable List<@NotNull Email> emails,
    @Valid @Size(max = 50) @Nullable List<@NotNull Phone> phones,
    @Valid @Size(max = 50) @Nullable List<@NotNull Profile> profiles,
    @Valid @Size(max = 50) @Nullable List<@NotNull Anniversary> anniversaries,
    @Size(max = 20_000) @Nullable String notes,
    @Size(max = 60) @Nullable String zone,
    @Schema(description = "true: no mail to this person tells of an open or a click")
        @Nullable Boolean doNotTrack,
    @Schema(
            type = SchemaType.OBJECT,
            additionalProperties = Object.class,
            description = "by key; a text, a number or a boolean, or null to clear it")
        @Nullable JsonObject customFields) {
  private static final ContactDetails NOTHING =
      new ContactDetails(null, null, null, null, null, null, null, null, null, null);

  @Schema(name = "ContactRequestEmail")
  public record Email(@Size(max = 60) @Nullable String label, @NotBlank @Nullable String address) {}

  @Schema(name = "ContactRequestPhone")
  public record Phone(
      @Size(max = 60) @Nullable String label, @NotBlank @Size(max = 40) @Nullable String number) {}

  @Schema(name = "ContactRequestAnniversary")
  public record Anniversary(
      @NotBlank @Size(max = 60) @Nullable String type,
      @NotNull @Pattern(regexp = "(\\d{4}|-)-\\d{2}-\\d{2}", message = "must be a date, YYYY-MM-DD")
          @Nullable String date) {}

  /**
   * @param type as {@code linkedin}, {@code sales_navigator}, {@code linkedin_recruiter}, {@code x}
   *     or {@code website}; website if absent
   */
  @Schema(name = "ContactRequestProfile")
  public record Profile(
      @Size(max = 60) @Nullable String type, @NotBlank @Size(max = 500) @Nullable String url) {}

  ContactDraft draft() {
    return new ContactDraft(
        fullName,
        details(),
        emails == null
            ? null
            : emails.stream()
                .map(
                    email ->
                        new ContactCard.Email(or(email.label(), "work"), or(email.address(), "")))
                .toList(),
        phones == null
            ? null
            : phones.stream()
                .map(
                    phone ->
                        new ContactCard.Phone(or(phone.label(), "work"), or(phone.number(), "")))
                .toList(),
        profiles == null
            ? null
            : profiles.stream()
                .map(one -> new ContactCard.Profile(or(one.type(), "website"), or(one.url(), "")))
                .toList(),
        anniversaries == null
            ? null
            : anniversaries.stream()
                .map(day -> new ContactCard.Anniversary(or(day.type(), ""), date(day)))
                .toList(),
        notes,
        zone,
        doNotTrack,
        values());
  }

  /** Null where nothing of it is said, which is what most changes are. */
  private @Nullable ContactDetails details() {
    var details =
        new ContactDetails(
            firstName,
            lastName,
            title,
            company,
            domain,
            companySize,
            industry,
            city,
            state,
            country);
    return details.equals(NOTHING) ? null : details;
  }

  private @Nullable Map<String, @Nullable Object> values() {
    if (customFields == null) {
      return null;
    }
    var values = new HashMap<String, @Nullable Object>();
    customFields.forEach((key, value) -> values.put(key, plain(key, value)));
    return values;
  }

  private static @Nullable Object plain(String key, JsonValue value) {
    return switch (value.getValueType()) {
      case NULL -> null;
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> ((JsonNumber) value).bigDecimalValue();
      case TRUE -> Boolean.TRUE;
      case FALSE -> Boolean.FALSE;
      default ->
          throw new InvalidField(
              "/custom_fields/" + key.replace("~", "~0").replace("/", "~1"),
              "wrong_type",
              "A custom field takes a text, a number or a boolean.");
    };
  }

  private String date(Anniversary day) {
    var text = or(day.date(), "");
    try {
      if (text.startsWith("-")) {
        MonthDay.parse(text);
      } else {
        LocalDate.parse(text);
      }
      return text;
    } catch (DateTimeParseException noSuchDay) {
      int index = anniversaries == null ? 0 : anniversaries.indexOf(day);
      throw new InvalidField("/anniversaries/" + index + "/date", "There is no such day.");
    }
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
