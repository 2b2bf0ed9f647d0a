package cadenza.rest.sequences;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The mail that an enrollment follows up on; the first step goes on with its thread. */
@Schema(name = "Source")
public record SourceBody(
    @Nullable String type,
    @Nullable String messageId,
    @Nullable String threadId,
    @Nullable String subject,
    @Nullable String fromAddress) {}
