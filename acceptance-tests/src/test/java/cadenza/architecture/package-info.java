/** The rules of the design that the compiled classes can be asked about. */
@NullMarked
package cadenza.architecture;

import org.jspecify.annotations.NullMarked;
