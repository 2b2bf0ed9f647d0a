package cadenza.rest.access;

import cadenza.access.application.OpenedWorkspace;
import cadenza.kernel.api.Ids;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A workspace just opened.
 *
 * @param token of every scope, shown once
 */
@Schema(name = "Workspace")
public record WorkspaceBody(String id, String name, String zone, TokenBody token) {
  static WorkspaceBody of(OpenedWorkspace opened) {
    var workspace = opened.workspace();
    return new WorkspaceBody(
        Ids.wire("wsp", workspace.id()),
        workspace.name(),
        workspace.zone().getId(),
        TokenBody.of(opened.token().card(), opened.token().value()));
  }
}
