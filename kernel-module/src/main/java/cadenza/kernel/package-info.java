/**
 * What every module shares: identity, time, events, errors, the transaction boundary, safe secrets.
 */
@BoundedContext(
    name = "kernel",
    allowedDependencies = {},
    exposedPackages = {"cadenza.kernel.api.."})
@NullMarked
package cadenza.kernel;

import cadenza.kernel.api.BoundedContext;
import org.jspecify.annotations.NullMarked;
