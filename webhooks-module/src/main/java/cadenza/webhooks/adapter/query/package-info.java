/** Answers the questions of this module's api. */
@NullMarked
package cadenza.webhooks.adapter.query;

import org.jspecify.annotations.NullMarked;
