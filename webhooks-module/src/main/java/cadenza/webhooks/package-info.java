/** What happened, numbered and told to the rest of the world. */
@BoundedContext(
    name = "webhooks",
    allowedDependencies = {"kernel", "access", "contacts", "messaging", "sequences"},
    exposedPackages = {"cadenza.webhooks.api.."})
@NullMarked
package cadenza.webhooks;

import cadenza.kernel.api.BoundedContext;
import org.jspecify.annotations.NullMarked;
