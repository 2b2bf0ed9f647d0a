/** What users do, from end to end, on the EAR that ships. */
@NullMarked
package cadenza.journeys;

import org.jspecify.annotations.NullMarked;
