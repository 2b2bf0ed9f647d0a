/** Finds what a crash or a lost wake-up left behind. */
@NullMarked
package cadenza.messaging.adapter.timer;

import org.jspecify.annotations.NullMarked;
