package cadenza.contacts.domain;

import cadenza.contacts.api.Recipient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The narrow form of a contact, read in batches. */
final class RecipientRow {
  static final String COLUMNS =
      "c.id, c.workspace_id, c.full_name, c.email_addresses[1], c.zone, c.first_name,"
          + " c.last_name, c.title, c.company, c.domain, c.company_size, c.industry, c.city,"
          + " c.state, c.country, c.phone_numbers[1], nullif(c.custom_fields, '{}'),"
          + " c.do_not_track";

  /** Columns that are variables by their own name, from the sixth. */
  private static final String[] NAMES = {
    "first_name",
    "last_name",
    "title",
    "company",
    "domain",
    "company_size",
    "industry",
    "city",
    "state",
    "country",
    "phone"
  };

  private RecipientRow() {}

  /** Nobody has looked at the suppressions yet. */
  static Recipient read(ResultSet row) throws SQLException {
    var fullName = row.getString(3);
    var address = row.getString(4);
    return new Recipient(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        fullName,
        address,
        row.getString(5),
        variables(row, fullName, address),
        false,
        row.getBoolean(6 + NAMES.length + 1));
  }

  private static Map<String, String> variables(
      ResultSet row, String fullName, @Nullable String address) throws SQLException {
    var variables = new HashMap<String, String>();
    custom(row, variables);
    variables.putAll(variables(fullName, address));
    for (int i = 0; i < NAMES.length; i++) {
      var value = row.getString(6 + i);
      if (value != null) {
        variables.put(NAMES[i], value);
      }
    }
    return Map.copyOf(variables);
  }

  /**
   * Where only the full name was said, its first word is the first name and the rest the last one;
   * what is not known is absent.
   */
  static Map<String, String> variables(String fullName, @Nullable String address) {
    var variables = new HashMap<String, String>();
    var words = fullName.strip().split("\\s+", 2);
    if (!words[0].isEmpty()) {
      variables.put("full_name", fullName.strip());
      variables.put("first_name", words[0]);
    }
    if (words.length == 2) {
      variables.put("last_name", words[1]);
    }
    if (address != null) {
      variables.put("email", address);
    }
    return variables;
  }

  private static void custom(ResultSet row, Map<String, String> variables) throws SQLException {
    var array = row.getArray(6 + NAMES.length);
    if (array != null) {
      variables.putAll(CustomValues.texts((String[]) array.getArray()));
    }
  }
}
