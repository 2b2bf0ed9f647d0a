/** One package for each format that endpoints can be told in. */
@NullMarked
package cadenza.webhooks.adapter.format;

import org.jspecify.annotations.NullMarked;
