/** Runs the product on one machine for a demo, for development and for tests. */
@NullMarked
package cadenza.launcher;

import org.jspecify.annotations.NullMarked;
