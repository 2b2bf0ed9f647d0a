package cadenza.rest.approvals;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The request waits for approval. */
@Schema(name = "Queued")
public record QueuedBody(boolean queued, String approvalId, Instant expiresAt) {}
