package cadenza.messaging.domain;

/** A mail, and where it was found. */
public record FoundMail(Arrival arrival, InboundMail mail) {}
