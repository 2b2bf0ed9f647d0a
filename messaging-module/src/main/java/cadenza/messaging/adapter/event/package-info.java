/** Orders and facts that reach this module, and its answers to questions. */
@NullMarked
package cadenza.messaging.adapter.event;

import org.jspecify.annotations.NullMarked;
