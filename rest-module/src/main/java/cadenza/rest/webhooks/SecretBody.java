package cadenza.rest.webhooks;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The key that requests to an endpoint are signed with. */
@Schema(name = "WebhookSecret")
public record SecretBody(String secret) {}
