/** The webhooks of Reply.io, as its consumers know them. */
@NullMarked
package cadenza.webhooks.adapter.format.reply;

import org.jspecify.annotations.NullMarked;
