/** The {@code Idempotency-Key} header: a repeated request gets the first one's answer. */
@NullMarked
package cadenza.rest.idempotency;

import org.jspecify.annotations.NullMarked;
