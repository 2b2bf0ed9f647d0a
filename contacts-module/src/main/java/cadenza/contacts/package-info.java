/** The people we may write to, and the addresses nobody may write to. */
@BoundedContext(
    name = "contacts",
    allowedDependencies = {"kernel", "access"},
    exposedPackages = {"cadenza.contacts.api.."})
@NullMarked
package cadenza.contacts;

import cadenza.kernel.api.BoundedContext;
import org.jspecify.annotations.NullMarked;
