package cadenza.rest.security;

import cadenza.access.api.Caller;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The caller as the server's check of {@code @RolesAllowed} sees one: the scopes are the roles. */
record CallerRoles(Caller caller, boolean isSecure) implements SecurityContext {
  @Override
  public Principal getUserPrincipal() {
    return () -> caller.tokenId().toString();
  }

  @Override
  public boolean isUserInRole(String role) {
    return caller.scopes().contains(role);
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}
