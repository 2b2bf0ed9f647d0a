package cadenza.sequences.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an enrollment came from; the first step goes on with its thread. */
public record EnrollmentSource(
    String type,
    @Nullable UUID messageId,
    @Nullable UUID threadId,
    @Nullable String subject,
    @Nullable String fromAddress) {}
