package cadenza.access.application;

import cadenza.access.api.WorkspaceCard;

/** A workspace just made, and the one token that works in it. */
public record OpenedWorkspace(WorkspaceCard workspace, NewToken token) {}
