/** Facts of other modules, taken down in their transactions. */
@NullMarked
package cadenza.sequences.adapter.event;

import org.jspecify.annotations.NullMarked;
