/** Answers to the questions of other modules. */
@NullMarked
package cadenza.sequences.adapter.query;

import org.jspecify.annotations.NullMarked;
