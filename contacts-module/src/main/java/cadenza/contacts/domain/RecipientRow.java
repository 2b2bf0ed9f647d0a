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
  private RecipientRow() {}

  static Recipient read(ResultSet row) throws SQLException {
    var fullName = row.getString(3);
    var address = row.getString(4);
    return new Recipient(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        fullName,
        address,
        row.getString(5),
        variables(fullName, address),
        row.getBoolean(6));
  }

  /** The first word is the first name, the rest the last one; what is not known is absent. */
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
    return Map.copyOf(variables);
  }
}
