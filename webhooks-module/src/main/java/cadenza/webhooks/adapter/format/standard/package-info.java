/** Standard Webhooks: the event log as it stands. */
@NullMarked
package cadenza.webhooks.adapter.format.standard;

import org.jspecify.annotations.NullMarked;
