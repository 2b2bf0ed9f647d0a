/** What this module does, one class a use case. */
@NullMarked
package cadenza.messaging.application;

import org.jspecify.annotations.NullMarked;
