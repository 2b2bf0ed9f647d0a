/** Where this module meets the server it runs in. */
@NullMarked
package cadenza.messaging.adapter;

import org.jspecify.annotations.NullMarked;
