/** Sequences, enrollments and the test clock over HTTP. */
@NullMarked
package cadenza.rest.sequences;

import org.jspecify.annotations.NullMarked;
