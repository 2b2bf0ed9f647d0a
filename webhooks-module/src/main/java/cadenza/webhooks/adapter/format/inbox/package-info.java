/** Inbox's webhooks: campaigns and their targets, threads, messages and prospects. */
@NullMarked
package cadenza.webhooks.adapter.format.inbox;

import org.jspecify.annotations.NullMarked;
