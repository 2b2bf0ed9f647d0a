/** What the engine does without being asked. */
@NullMarked
package cadenza.sequences.adapter.timer;

import org.jspecify.annotations.NullMarked;
