/** Callers by the word of an outside issuer (JSON Web Tokens). */
@NullMarked
package cadenza.access.adapter.jwt;

import org.jspecify.annotations.NullMarked;
