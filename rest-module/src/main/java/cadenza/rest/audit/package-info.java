/** The audit log over HTTP. */
@NullMarked
package cadenza.rest.audit;

import org.jspecify.annotations.NullMarked;
