/** What a test puts into a copy of the product, to make happen what nothing does there yet. */
@NullMarked
package cadenza.inside;

import org.jspecify.annotations.NullMarked;
