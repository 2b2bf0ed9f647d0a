/** The engine's figures, for operators. */
@NullMarked
package cadenza.sequences.adapter.metrics;

import org.jspecify.annotations.NullMarked;
