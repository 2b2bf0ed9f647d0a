/** Where this module meets the server it runs in. */
@NullMarked
package cadenza.webhooks.adapter;

import org.jspecify.annotations.NullMarked;
