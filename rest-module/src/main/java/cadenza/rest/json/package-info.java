/** How values look on the wire: names, instants, ids, lists, and what a body may contain. */
@NullMarked
package cadenza.rest.json;

import org.jspecify.annotations.NullMarked;
