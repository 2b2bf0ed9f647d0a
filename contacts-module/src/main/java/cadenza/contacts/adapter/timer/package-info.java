/** What this module does without being asked. */
@NullMarked
package cadenza.contacts.adapter.timer;

import org.jspecify.annotations.NullMarked;
