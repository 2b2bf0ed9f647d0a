/** The rules and the rows they live in. */
@NullMarked
package cadenza.webhooks.domain;

import org.jspecify.annotations.NullMarked;
