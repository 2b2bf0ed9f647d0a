package cadenza.contacts.domain;

import cadenza.contacts.api.Recipient;

/**
 * A contact that stays until the end of the transaction.
 *
 * @param recipient how it is written to, without a look at the suppressions
 * @param suppressing whether its workspace ever had a suppression to look at
 */
public record HeldRecipient(Recipient recipient, boolean suppressing) {}
