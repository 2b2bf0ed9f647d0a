/** Mail as bytes, as RFC 5322 and its relatives want it. */
@NullMarked
package cadenza.messaging.adapter.email.mime;

import org.jspecify.annotations.NullMarked;
