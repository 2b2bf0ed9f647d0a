/** The words all modules speak. */
@NullMarked
package cadenza.kernel.api;

import org.jspecify.annotations.NullMarked;
