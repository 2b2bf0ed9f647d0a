/** The HTTP interface: one resource class a collection, over the use cases and questions below. */
@NullMarked
package cadenza.rest;

import org.jspecify.annotations.NullMarked;
