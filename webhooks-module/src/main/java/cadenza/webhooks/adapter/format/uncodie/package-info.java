/** Uncodie's outbound webhooks: what became of rows of leads, messages and conversations. */
@NullMarked
package cadenza.webhooks.adapter.format.uncodie;

import org.jspecify.annotations.NullMarked;
