/** Who is on which step of which sequence, and when the next step is due. */
@BoundedContext(
    name = "sequences",
    allowedDependencies = {"kernel", "access", "contacts", "messaging"},
    exposedPackages = {"cadenza.sequences.api.."})
@NullMarked
package cadenza.sequences;

import cadenza.kernel.api.BoundedContext;
import org.jspecify.annotations.NullMarked;
