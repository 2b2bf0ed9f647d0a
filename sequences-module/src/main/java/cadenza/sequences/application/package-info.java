/** What this module does, one class a use case. */
@NullMarked
package cadenza.sequences.application;

import org.jspecify.annotations.NullMarked;
