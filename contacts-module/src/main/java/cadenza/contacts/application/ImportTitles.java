package cadenza.contacts.application;

import cadenza.contacts.domain.ImportField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What the columns of a file are taken for. */
final class ImportTitles {
  private ImportTitles() {}

  /**
   * By the names of the interface, one for each column; empty for one that is passed over.
   *
   * @param mapping field by title, as in {@code ImportOptions}
   */
  static List<String> columns(List<String> titles, Map<String, String> mapping) {
    var columns = new ArrayList<String>();
    var taken = new HashSet<String>();
    for (var title : titles) {
      var field = field(title.strip(), mapping);
      if (!field.isEmpty() && !taken.add(field)) {
        if (mapping.containsKey(title.strip())) {
          throw new ImportRefused("field_twice", "Two columns are mapped to " + field + ".");
        }
        field = "";
      }
      columns.add(field);
    }
    for (var title : mapping.keySet()) {
      if (titles.stream().noneMatch(one -> one.strip().equals(title))) {
        throw new ImportRefused("unknown_column", "The file has no column " + title + ".");
      }
    }
    if (!taken.contains(ImportField.EMAIL.wire())) {
      throw new ImportRefused("no_email_column", "No column is taken for email.");
    }
    return columns;
  }

  private static String field(String title, Map<String, String> mapping) {
    var wanted = mapping.get(title);
    if (wanted == null) {
      return ImportField.recognised(title).map(ImportField::wire).orElse("");
    }
    if (!wanted.isEmpty() && ImportField.of(wanted).isEmpty()) {
      throw new ImportRefused("unknown_field", "There is no field " + wanted + ".");
    }
    return wanted;
  }
}
