/** Who is asking: workspaces, users, tokens and their scopes. */
@BoundedContext(
    name = "access",
    allowedDependencies = {"kernel"},
    exposedPackages = {"cadenza.access.api.."})
@NullMarked
package cadenza.access;

import cadenza.kernel.api.BoundedContext;
import org.jspecify.annotations.NullMarked;
