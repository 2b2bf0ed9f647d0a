package cadenza.webhooks.application;

/** There is something new in the event log, or there will be once the transaction commits. */
public record EventsRecorded() {}
