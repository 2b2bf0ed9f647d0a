/** SendPilot's webhooks: leads, the campaigns they are in, and what is said to them. */
@NullMarked
package cadenza.webhooks.adapter.format.sendpilot;

import org.jspecify.annotations.NullMarked;
