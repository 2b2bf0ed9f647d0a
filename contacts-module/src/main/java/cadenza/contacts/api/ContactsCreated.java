package cadenza.contacts.api;

import java.util.List;

/** These entered their workspace; the list form for what is done in bulk. */
public record ContactsCreated(List<ContactCreated> contacts) {}
