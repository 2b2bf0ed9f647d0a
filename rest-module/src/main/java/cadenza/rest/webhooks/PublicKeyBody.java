package cadenza.rest.webhooks;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** {@code whpk_} and base64 of an Ed25519 key. */
@Schema(name = "WebhookPublicKey")
public record PublicKeyBody(String publicKey) {}
