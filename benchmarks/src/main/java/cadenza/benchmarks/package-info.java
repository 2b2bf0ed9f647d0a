/** What a step costs, end to end, beside its peers and judged by a witness on the wire. */
@NullMarked
package cadenza.benchmarks;

import org.jspecify.annotations.NullMarked;
