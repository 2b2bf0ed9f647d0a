package cadenza.contacts.domain;

import java.time.Instant;
import java.util.UUID;

/** One question to the suppressions: is this subject in force at this time? */
public record SuppressionProbe(UUID workspaceId, String subjectHash, Instant at) {}
