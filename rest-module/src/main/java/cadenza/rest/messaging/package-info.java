/** Inboxes, conversations and messages over HTTP. */
@NullMarked
package cadenza.rest.messaging;

import org.jspecify.annotations.NullMarked;
