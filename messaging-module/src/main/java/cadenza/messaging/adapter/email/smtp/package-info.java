/** Mail on the wire. */
@NullMarked
package cadenza.messaging.adapter.email.smtp;

import org.jspecify.annotations.NullMarked;
