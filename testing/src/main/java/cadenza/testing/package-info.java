/** What the tests of several modules share, and real parts of the kernel without a container. */
@NullMarked
package cadenza.testing;

import org.jspecify.annotations.NullMarked;
