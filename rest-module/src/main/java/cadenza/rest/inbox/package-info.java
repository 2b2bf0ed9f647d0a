/** Inbox's own addresses, below {@code /api/v1}: its events, to be read again. */
@NullMarked
package cadenza.rest.inbox;

import org.jspecify.annotations.NullMarked;
