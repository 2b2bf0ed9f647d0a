/** Connections to vetted addresses, and the TLS on them. */
@NullMarked
package cadenza.messaging.adapter.email.connection;

import org.jspecify.annotations.NullMarked;
