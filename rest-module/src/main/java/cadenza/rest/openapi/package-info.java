/** What the document of the interface says of every operation alike. */
@NullMarked
package cadenza.rest.openapi;

import org.jspecify.annotations.NullMarked;
