/** Where this module meets the server it runs in. */
@NullMarked
package cadenza.contacts.adapter;

import org.jspecify.annotations.NullMarked;
