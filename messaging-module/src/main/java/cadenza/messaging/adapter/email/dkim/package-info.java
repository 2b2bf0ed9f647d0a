/** Signatures of domains under what goes out: RFC 6376, RFC 8301. */
@NullMarked
package cadenza.messaging.adapter.email.dkim;

import org.jspecify.annotations.NullMarked;
