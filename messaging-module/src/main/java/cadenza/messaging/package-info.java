/** What is said on which channel, from which account, and what comes back. */
@BoundedContext(
    name = "messaging",
    allowedDependencies = {"kernel", "access", "contacts"},
    exposedPackages = {"cadenza.messaging.api.."})
@NullMarked
package cadenza.messaging;

import cadenza.kernel.api.BoundedContext;
import org.jspecify.annotations.NullMarked;
