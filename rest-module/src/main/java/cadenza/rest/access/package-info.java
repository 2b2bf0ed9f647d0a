/** Tokens over HTTP. */
@NullMarked
package cadenza.rest.access;

import org.jspecify.annotations.NullMarked;
