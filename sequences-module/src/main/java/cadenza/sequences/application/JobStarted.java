package cadenza.sequences.application;

import java.util.UUID;

/** A wake-up inside this module, once the job is committed. */
public record JobStarted(UUID workspaceId, UUID jobId) {}
