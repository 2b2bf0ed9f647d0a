/** Where the links and the picture of a tracked mail lead, for people who have no account here. */
@NullMarked
package cadenza.rest.tracking;

import org.jspecify.annotations.NullMarked;
