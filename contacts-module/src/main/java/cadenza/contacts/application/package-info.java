/** What this module does, one class a use case. */
@NullMarked
package cadenza.contacts.application;

import org.jspecify.annotations.NullMarked;
