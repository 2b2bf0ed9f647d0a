/** Captured mail of test workspaces. */
@NullMarked
package cadenza.messaging.adapter.sandbox;

import org.jspecify.annotations.NullMarked;
