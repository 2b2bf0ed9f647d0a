package cadenza.contacts.api;

import java.util.List;

/** What is known of these changed; the list form for what is done in bulk. */
public record ContactsUpdated(List<ContactUpdated> contacts) {}
