package cadenza.contacts.application;

import cadenza.contacts.api.SuppressionCard;

/** A suppression in force, and whether it is new. */
public record SavedSuppression(SuppressionCard card, boolean created) {}
