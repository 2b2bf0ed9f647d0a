/** Orders that other modules give to this one. */
@NullMarked
package cadenza.contacts.adapter.event;

import org.jspecify.annotations.NullMarked;
