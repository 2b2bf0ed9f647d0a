package cadenza.messaging.application;

import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.ThreadMatch;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was just stored, and what it belongs to.
 *
 * @param person whether somebody wrote it himself
 * @param looping whether its sender writes more than a person would
 * @param at when it was processed (business time of the workspace)
 */
record NewMail(
    UUID messageId,
    Arrival arrival,
    InboundMail mail,
    InboundKind kind,
    UUID threadId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    @Nullable ThreadMatch match,
    boolean person,
    boolean looping,
    Instant at) {}
