/** The rules and the rows they live in. */
@NullMarked
package cadenza.sequences.domain;

import org.jspecify.annotations.NullMarked;
