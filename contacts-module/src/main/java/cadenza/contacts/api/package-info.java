/** What other modules may use: ids, facts, orders and questions. */
@NullMarked
package cadenza.contacts.api;

import org.jspecify.annotations.NullMarked;
