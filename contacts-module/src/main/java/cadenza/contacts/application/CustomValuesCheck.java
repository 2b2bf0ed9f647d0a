package cadenza.contacts.application;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.domain.CustomField;
import cadenza.contacts.domain.CustomFields;
import cadenza.kernel.api.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between the values of custom fields as they are said and as they are stored. */
@Dependent
class CustomValuesCheck {
  @Inject CustomFields customFields;

  /** The texts to store; an unknown key or a value that does not fit is refused by its name. */
  Map<String, @Nullable String> texts(UUID workspaceId, Map<String, @Nullable Object> values) {
    var fields = byKey(workspaceId);
    var texts = new TreeMap<String, @Nullable String>();
    values.forEach(
        (key, value) -> {
          var field = fields.get(key);
          if (field == null) {
            throw new InvalidField(
                "/custom_fields/" + key.replace("~", "~0").replace("/", "~1"),
                "unknown_field",
                "The workspace has no custom field of this key.");
          }
          texts.put(key, value == null || value.equals("") ? null : field.textOf(value));
        });
    return texts;
  }

  private Map<String, CustomField> byKey(UUID workspaceId) {
    var fields = new HashMap<String, CustomField>();
    customFields.of(workspaceId).forEach(field -> fields.put(field.key(), field));
    return fields;
  }

  /** The cards with values in their types. */
  List<ContactCard> typed(UUID workspaceId, List<ContactCard> cards) {
    if (cards.stream().allMatch(card -> card.customFields().isEmpty())) {
      return cards;
    }
    var fields = byKey(workspaceId);
    return cards.stream().map(card -> card.with(typed(fields, card.customFields()))).toList();
  }

  private static Map<String, Object> typed(
      Map<String, CustomField> fields, Map<String, Object> texts) {
    var values = new TreeMap<String, Object>();
    texts.forEach(
        (key, text) -> {
          var field = fields.get(key);
          values.put(key, field == null ? text : field.valueOf(text.toString()));
        });
    return values;
  }
}
