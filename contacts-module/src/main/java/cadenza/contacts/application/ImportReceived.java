package cadenza.contacts.application;

import java.util.UUID;

/** A wake-up inside this module: there is something to do for an import. */
public record ImportReceived(UUID workspaceId, UUID importId) {}
