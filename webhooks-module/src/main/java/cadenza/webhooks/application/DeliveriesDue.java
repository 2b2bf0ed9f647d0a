package cadenza.webhooks.application;

/** There is something to deliver at once, when the transaction has committed. */
public record DeliveriesDue() {}
