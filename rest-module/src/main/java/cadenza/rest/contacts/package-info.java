/** Contacts and suppressions over HTTP. */
@NullMarked
package cadenza.rest.contacts;

import org.jspecify.annotations.NullMarked;
