package cadenza.contacts.domain;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a sound row says of a contact. A cell that is empty says nothing.
 *
 * @param id of a contact that is made for it
 * @param values but the address; a formula is a text like any other
 */
public record ImportedContact(
    UUID id, long line, EmailAddress address, Map<ImportField, String> values) {

  private static final Set<String> YES = Set.of("true", "yes", "y", "1");
  private static final Set<String> NO = Set.of("false", "no", "n", "0");
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  /**
   * Reads a row.
   *
   * @throws InvalidField whose pointer is the field at fault
   */
  public static ImportedContact of(ImportRow row, List<ImportField> fields) {
    var values = new EnumMap<ImportField, String>(ImportField.class);
    for (int i = 0; i < fields.size(); i++) {
      var text = row.cells().get(i).strip();
      if (!text.isEmpty()) {
        var field = fields.get(i);
        if (text.length() > field.longest()) {
          throw new InvalidField(field.wire(), "too_long", "The text is too long.");
        }
        values.put(field, checked(field, text));
      }
    }
    var address = values.remove(ImportField.EMAIL);
    if (address == null) {
      throw new InvalidField(ImportField.EMAIL.wire(), "required", "There is no address.");
    }
    return new ImportedContact(
        Ids.next(), row.line(), EmailAddress.of(ImportField.EMAIL.wire(), address), values);
  }

  /** How the result names it. */
  public static String flaw(InvalidField wrong) {
    return wrong.pointer() + ":" + wrong.code();
  }

  private static String checked(ImportField field, String text) {
    return switch (field) {
      case ZONE -> zone(text);
      case DOMAIN -> domain(text);
      case DO_NOT_TRACK -> yesOrNo(text);
      case LINKEDIN_URL -> ProfileUrl.of(field.wire(), text).text();
      default -> text;
    };
  }

  private static String zone(String text) {
    if (!ZONES.contains(text)) {
      throw new InvalidField(ImportField.ZONE.wire(), "unknown_zone", "There is no such zone.");
    }
    return text;
  }

  private static String yesOrNo(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    if (YES.contains(word) || NO.contains(word)) {
      return Boolean.toString(YES.contains(word));
    }
    throw new InvalidField(
        ImportField.DO_NOT_TRACK.wire(),
        "not_yes_or_no",
        "It is true or false, yes or no, 1 or 0.");
  }

  /** Also of the address of a site, as programs write it. */
  private static String domain(String text) {
    var host = text.replaceFirst("(?i)^https?://(www\\.)?", "").replaceFirst("[/?#].*$", "");
    return DomainName.of(ImportField.DOMAIN.wire(), host).text();
  }

  public String addressKey() {
    return address.key();
  }

  @Nullable String value(ImportField field) {
    return values.get(field);
  }

  /** What the row says of the name, in one way or another; null where it says nothing. */
  @Nullable String saidName() {
    var full = values.get(ImportField.FULL_NAME);
    if (full != null) {
      return full;
    }
    var first = values.get(ImportField.FIRST_NAME);
    var last = values.get(ImportField.LAST_NAME);
    return first == null ? last : last == null ? first : first + " " + last;
  }

  /** A contact has a name, if it is only the address. */
  public String name() {
    var said = saidName();
    return said == null ? address.text() : said;
  }

  /** Whether it has a phone or a profile. */
  public boolean namesHandles() {
    return values.containsKey(ImportField.PHONE) || values.containsKey(ImportField.LINKEDIN_URL);
  }

  Set<ContactHandle> handles() {
    return ContactHandle.all(texts(ImportField.PHONE), texts(ImportField.LINKEDIN_URL));
  }

  private String[] texts(ImportField field) {
    var text = values.get(field);
    return text == null ? new String[0] : new String[] {text};
  }

  public @Nullable String saidDomain() {
    return values.get(ImportField.DOMAIN);
  }

  /** What was said, or else what follows from the address. */
  public @Nullable String companyDomain() {
    var said = saidDomain();
    return said != null ? said : FreeMailDomains.companyOf(address.key());
  }
}
