/** The rules and the rows they live in. */
@NullMarked
package cadenza.access.domain;

import org.jspecify.annotations.NullMarked;
