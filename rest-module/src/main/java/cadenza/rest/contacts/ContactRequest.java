package cadenza.rest.contacts;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDraft;
import cadenza.kernel.api.InvalidField;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says of a contact; an absent field stays as it is.
 *
 * @param notes empty text clears it
 * @param zone IANA time zone; empty text clears it
 */
@Schema(name = "ContactRequest")
public record ContactRequest(
    @Nullable String inboxId,
    @Size(max = 300) @Nullable String fullName,
    @Valid @Size(max = 50) @Nullable List<@NotNull Email> emails,
    @Valid @Size(max = 50) @Nullable List<@NotNull Phone> phones,
    @Valid @Size(max = 50) @Nullable List<@NotNull Anniversary> anniversaries,
    @Size(max = 20_000) @Nullable String notes,
    @Size(max = 60) @Nullable String zone) {
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

  ContactDraft draft() {
    return new ContactDraft(
        fullName,
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
        anniversaries == null
            ? null
            : anniversaries.stream()
                .map(day -> new ContactCard.Anniversary(or(day.type(), ""), date(day)))
                .toList(),
        notes,
        zone);
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
