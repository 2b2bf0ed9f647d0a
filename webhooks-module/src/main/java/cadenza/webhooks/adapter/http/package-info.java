/** Speaks to the endpoints. */
@NullMarked
package cadenza.webhooks.adapter.http;

import org.jspecify.annotations.NullMarked;
