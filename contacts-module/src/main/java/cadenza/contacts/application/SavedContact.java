package cadenza.contacts.application;

import cadenza.contacts.api.ContactCard;

/** A contact as it is now, and whether it is new. */
public record SavedContact(ContactCard card, boolean created) {}
