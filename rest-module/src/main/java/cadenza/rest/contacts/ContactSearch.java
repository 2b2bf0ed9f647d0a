package cadenza.rest.contacts;

import cadenza.contacts.api.ContactFilter;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.QueryInstant;
import cadenza.rest.json.WireId;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which contacts a list shows, taken as {@code @BeanParam}. */
public class ContactSearch {
  private static final int MOST_FIELDS = 5;

  @QueryParam("q")
  @Parameter(
      description = "words, each the beginning of a word in the name, an address or the company")
  @Nullable String query;

  @QueryParam("address")
  @Parameter(description = "an e-mail address, a phone number or the URL of a profile of theirs")
  @Nullable String address;

  @QueryParam("label")
  @Parameter(description = "the id of a label that they carry")
  @Nullable String label;

  @QueryParam("company")
  @Parameter(description = "the id of their company")
  @Nullable String company;

  @QueryParam("domain")
  @Parameter(description = "the domain of their company")
  @Nullable String domain;

  @QueryParam("created_since")
  @Parameter(description = "an instant in ISO 8601")
  @Nullable String createdSince;

  @QueryParam("updated_since")
  @Parameter(description = "an instant in ISO 8601")
  @Nullable String updatedSince;

  @QueryParam("custom_field")
  @Parameter(description = "the key and the value of a custom field, as plan:gold; up to five")
  @Nullable List<String> customFields;

  @QueryParam("suppressed")
  @Parameter(description = "true: only those whose address nobody may write to; false: the others")
  @Nullable String suppressed;

  @QueryParam("inbox_id")
  @Parameter(
      description =
          "an inbox, as its callers are used to name one: all inboxes reach the same contacts")
  @Nullable String inboxId;

  @Nullable UUID inbox() {
    return inboxId == null || inboxId.isEmpty() ? null : WireId.inQuery("inb", "inbox_id", inboxId);
  }

  @Nullable String address() {
    return address == null || address.isBlank() ? null : address;
  }

  @Nullable UUID company() {
    return company == null || company.isEmpty() ? null : WireId.inQuery("com", "company", company);
  }

  /**
   * @param companyDomain of the company that was asked for, or null
   */
  ContactFilter filter(@Nullable String companyDomain) {
    return new ContactFilter(
        query,
        label == null || label.isEmpty() ? null : WireId.inQuery("lbl", "label", label),
        domainOr(companyDomain),
        QueryInstant.of("created_since", createdSince),
        QueryInstant.of("updated_since", updatedSince),
        fields(),
        flag(),
        null);
  }

  private @Nullable String domainOr(@Nullable String companyDomain) {
    if (domain == null || domain.isBlank()) {
      return companyDomain;
    }
    if (companyDomain != null) {
      throw InvalidParameter.of("domain", "exclusive", "Give a company or a domain, not both.");
    }
    return domain.strip().toLowerCase(java.util.Locale.ROOT);
  }

  private Map<String, String> fields() {
    if (customFields == null || customFields.isEmpty()) {
      return Map.of();
    }
    var fields = new TreeMap<String, String>();
    for (var pair : customFields) {
      int colon = pair.indexOf(':');
      if (colon < 1 || fields.put(pair.substring(0, colon), pair.substring(colon + 1)) != null) {
        throw InvalidParameter.of(
            "custom_field", "invalid_pair", "Give each key once, and its value, as plan:gold.");
      }
    }
    if (fields.size() > MOST_FIELDS) {
      throw InvalidParameter.of("custom_field", "too_many", "Five custom fields at most.");
    }
    return fields;
  }

  private @Nullable Boolean flag() {
    if (suppressed == null || suppressed.isEmpty()) {
      return null;
    }
    if (!suppressed.equals("true") && !suppressed.equals("false")) {
      throw InvalidParameter.of("suppressed", "wrong_type", "This is true or false.");
    }
    return Boolean.valueOf(suppressed);
  }
}
