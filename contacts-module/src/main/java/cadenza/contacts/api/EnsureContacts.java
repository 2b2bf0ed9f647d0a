package cadenza.contacts.api;

import java.util.List;

/** The list form of {@link EnsureContact}: a handful of statements, whatever the size. */
public record EnsureContacts(List<EnsureContact> contacts) {}
