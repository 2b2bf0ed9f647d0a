/** Where this module meets the server it runs in. */
@NullMarked
package cadenza.sequences.adapter;

import org.jspecify.annotations.NullMarked;
