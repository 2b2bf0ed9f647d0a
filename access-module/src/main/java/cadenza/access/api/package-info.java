/** What other modules may use: ids, facts, orders and questions. */
@NullMarked
package cadenza.access.api;

import org.jspecify.annotations.NullMarked;
