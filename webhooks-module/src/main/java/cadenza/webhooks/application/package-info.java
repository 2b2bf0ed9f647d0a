/** What this module does, one class a use case. */
@NullMarked
package cadenza.webhooks.application;

import org.jspecify.annotations.NullMarked;
