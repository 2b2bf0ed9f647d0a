/** What a token asks for instead of doing it, and those who decide. */
@NullMarked
package cadenza.rest.approvals;

import org.jspecify.annotations.NullMarked;
