/** What other modules may use: ids, facts, orders and questions. */
@NullMarked
package cadenza.messaging.api;

import org.jspecify.annotations.NullMarked;
