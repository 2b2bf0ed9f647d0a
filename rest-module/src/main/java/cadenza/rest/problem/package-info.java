/** Errors as the caller sees them: RFC 9457 problem details. */
@NullMarked
package cadenza.rest.problem;

import org.jspecify.annotations.NullMarked;
