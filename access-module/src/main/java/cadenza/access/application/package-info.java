/** What this module does, one class a use case. */
@NullMarked
package cadenza.access.application;

import org.jspecify.annotations.NullMarked;
