/** Where this module meets the server it runs in. */
@NullMarked
package cadenza.access.adapter;

import org.jspecify.annotations.NullMarked;
