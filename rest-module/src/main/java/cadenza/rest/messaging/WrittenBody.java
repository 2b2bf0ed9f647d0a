package cadenza.rest.messaging;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The message is queued, and leaves as soon as its inbox may send. */
@Schema(name = "Written")
public record WrittenBody(String messageId, String threadId) {}
