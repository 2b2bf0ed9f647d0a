package cadenza.contacts.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a column of a file can be taken for. */
public enum ImportField {
  EMAIL(254),
  FULL_NAME(300),
  FIRST_NAME(150),
  LAST_NAME(150),
  TITLE(300),
  COMPANY(300),
  DOMAIN(253),
  COMPANY_SIZE(100),
  INDUSTRY(200),
  CITY(200),
  STATE(200),
  COUNTRY(200),
  ZONE(60),
  PHONE(40),
  LINKEDIN_URL(500),
  NOTES(20_000),
  DO_NOT_TRACK(20);

  /** Titles that programs write, without what is neither letter nor digit. */
  private static final Map<String, ImportField> OTHER_TITLES =
      Map.ofEntries(
          Map.entry("emailaddress", EMAIL),
          Map.entry("mail", EMAIL),
          Map.entry("workemail", EMAIL),
          Map.entry("name", FULL_NAME),
          Map.entry("contactname", FULL_NAME),
          Map.entry("givenname", FIRST_NAME),
          Map.entry("surname", LAST_NAME),
          Map.entry("familyname", LAST_NAME),
          Map.entry("jobtitle", TITLE),
          Map.entry("position", TITLE),
          Map.entry("companyname", COMPANY),
          Map.entry("organization", COMPANY),
          Map.entry("companydomain", DOMAIN),
          Map.entry("website", DOMAIN),
          Map.entry("employees", COMPANY_SIZE),
          Map.entry("timezone", ZONE),
          Map.entry("timezoneid", ZONE),
          Map.entry("phonenumber", PHONE),
          Map.entry("mobile", PHONE),
          Map.entry("linkedin", LINKEDIN_URL),
          Map.entry("linkedinprofile", LINKEDIN_URL),
          Map.entry("linkedinprofileurl", LINKEDIN_URL),
          Map.entry("note", NOTES),
          Map.entry("donottrackme", DO_NOT_TRACK),
          Map.entry("notracking", DO_NOT_TRACK));

  private final int longest;

  ImportField(int longest) {
    this.longest = longest;
  }

  /** Of its text, in characters. */
  public int longest() {
    return longest;
  }

  /** As the interface names it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ImportField> of(String wire) {
    return Arrays.stream(values()).filter(field -> field.wire().equals(wire)).findFirst();
  }

  /** Those of a file's columns that are not passed over. */
  public static List<ImportField> taken(List<String> columns) {
    return columns.stream()
        .filter(column -> !column.isEmpty())
        .map(column -> of(column).orElseThrow())
        .toList();
  }

  /** What a title says by itself. */
  public static Optional<ImportField> recognised(String title) {
    var bare = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return Arrays.stream(values())
        .filter(field -> field.wire().replace("_", "").equals(bare))
        .findFirst()
        .or(() -> Optional.ofNullable(OTHER_TITLES.get(bare)));
  }
}
