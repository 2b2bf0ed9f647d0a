package cadenza.rest.webhooks;

/** The key that requests to an endpoint are signed with. */
public record SecretBody(String secret) {}
