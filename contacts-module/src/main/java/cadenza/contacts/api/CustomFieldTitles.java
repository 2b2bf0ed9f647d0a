package cadenza.contacts.api;

import java.util.Map;
import java.util.UUID;

/** How people call the custom fields of a workspace. */
public interface CustomFieldTitles {
  /** The titles by key. */
  Map<String, String> titles(UUID workspaceId);
}
