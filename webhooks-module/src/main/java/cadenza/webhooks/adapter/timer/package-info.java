/** Makes the relay and the deliveries go on. */
@NullMarked
package cadenza.webhooks.adapter.timer;

import org.jspecify.annotations.NullMarked;
