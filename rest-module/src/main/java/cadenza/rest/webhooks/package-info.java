/** Webhook endpoints, deliveries and the event log over HTTP. */
@NullMarked
package cadenza.rest.webhooks;

import org.jspecify.annotations.NullMarked;
