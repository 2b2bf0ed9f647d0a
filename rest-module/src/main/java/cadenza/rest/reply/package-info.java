/** Reply.io's published interface for subscriptions, under {@code /v3}. */
@NullMarked
package cadenza.rest.reply;

import org.jspecify.annotations.NullMarked;
