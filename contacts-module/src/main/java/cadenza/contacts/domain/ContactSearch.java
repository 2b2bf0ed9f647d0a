package cadenza.contacts.domain;

import org.jspecify.annotations.Nullable;

/** How a text is looked for in the name and in every address. */
final class ContactSearch {
  static final String CONDITION =
      " and (fullName ilike :query escape '!'"
          + " or array_to_string(emailAddresses, ' ') ilike :query escape '!')";

  private ContactSearch() {}

  /** The value of {@code :query}, or null where nothing is looked for. */
  static @Nullable String pattern(@Nullable String query) {
    return query == null || query.isBlank()
        ? null
        : "%" + query.strip().replaceAll("([!%_])", "!$1") + "%";
  }
}
