package cadenza.contacts.application;

import cadenza.contacts.api.CustomFieldCard;
import cadenza.contacts.api.CustomFieldTitles;
import cadenza.contacts.domain.CustomField;
import cadenza.contacts.domain.CustomFieldTaken;
import cadenza.contacts.domain.CustomFields;
import cadenza.contacts.domain.ResourceChanged;
import cadenza.contacts.domain.TooManyCustomFields;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a workspace wants to know of its contacts beyond what every contact has. */
@UseCase
public class DefineCustomField implements CustomFieldTitles {
  private static final int MOST = 200;

  @Inject CustomFields customFields;
  @Inject Clocks clocks;

  public List<CustomFieldCard> all(UUID workspaceId) {
    return customFields.of(workspaceId).stream().map(CustomField::card).toList();
  }

  @Override
  public Map<String, String> titles(UUID workspaceId) {
    return all(workspaceId).stream()
        .collect(Collectors.toMap(CustomFieldCard::key, CustomFieldCard::title));
  }

  /**
   * @param type {@code text}, {@code number}, {@code boolean} or {@code date}
   */
  public CustomFieldCard create(UUID workspaceId, String key, String title, String type) {
    requireTitle(title);
    customFields.takeTurns(workspaceId);
    var standing = all(workspaceId);
    if (standing.stream().anyMatch(one -> one.key().equals(key))) {
      throw new CustomFieldTaken("/key");
    }
    requireFree(standing, key, title);
    if (standing.size() >= MOST) {
      throw new TooManyCustomFields();
    }
    var field = CustomField.of(workspaceId, key, title, type, clocks.of(workspaceId));
    customFields.add(field);
    return field.card();
  }

  /**
   * @param expected the version that the caller read, or null to change whatever is there
   */
  public CustomFieldCard rename(
      UUID workspaceId, String key, String title, @Nullable Long expected) {
    requireTitle(title);
    customFields.takeTurns(workspaceId);
    var field =
        customFields.locked(workspaceId, key).orElseThrow(() -> new NotFound("custom field"));
    if (expected != null && expected != field.version()) {
      throw new ResourceChanged("custom field");
    }
    requireFree(all(workspaceId), key, title);
    field.rename(title, clocks.of(workspaceId));
    customFields.update(field);
    return field.card();
  }

  private static void requireFree(List<CustomFieldCard> standing, String key, String title) {
    if (standing.stream()
        .anyMatch(one -> !one.key().equals(key) && one.title().equalsIgnoreCase(title.strip()))) {
      throw new CustomFieldTaken("/title");
    }
  }

  private static void requireTitle(String title) {
    if (title.isBlank()) {
      throw new InvalidField("/title", "required", "A custom field needs a title.");
    }
  }
}
