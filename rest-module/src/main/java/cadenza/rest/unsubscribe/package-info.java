/** The page behind the link of a mail, for people who have no account here. */
@NullMarked
package cadenza.rest.unsubscribe;

import org.jspecify.annotations.NullMarked;
