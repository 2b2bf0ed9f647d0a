/** Hears every fact that is let out, and writes it down. */
@NullMarked
package cadenza.webhooks.adapter.event;

import org.jspecify.annotations.NullMarked;
