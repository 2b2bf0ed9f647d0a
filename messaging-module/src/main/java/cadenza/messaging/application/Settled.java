package cadenza.messaging.application;

import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Settlement;

/** A result on its way into the database. */
public record Settled(Settlement settlement, AccountNews news) {}
