package cadenza.contacts.api;

import java.util.List;

/** These are no longer there; the list form for what is done in bulk, in the order of the ids. */
public record ContactsDeleted(List<ContactDeleted> contacts) {}
