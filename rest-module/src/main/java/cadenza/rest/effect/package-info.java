/** A request that changes something: one transaction, with one line in the audit log. */
@NullMarked
package cadenza.rest.effect;

import org.jspecify.annotations.NullMarked;
