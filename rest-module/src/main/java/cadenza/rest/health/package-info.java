/** Tells an orchestrator whether this node has started, lives, and can work. */
@NullMarked
package cadenza.rest.health;

import org.jspecify.annotations.NullMarked;
