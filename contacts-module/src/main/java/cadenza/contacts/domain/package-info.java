/** The rules and the rows they live in. */
@NullMarked
package cadenza.contacts.domain;

import org.jspecify.annotations.NullMarked;
