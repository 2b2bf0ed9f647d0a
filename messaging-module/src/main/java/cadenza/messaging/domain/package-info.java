/** The rules and the rows they live in. */
@NullMarked
package cadenza.messaging.domain;

import org.jspecify.annotations.NullMarked;
