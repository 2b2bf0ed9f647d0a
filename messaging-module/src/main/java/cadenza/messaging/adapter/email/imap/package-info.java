/** Watches mailboxes over IMAP. */
@NullMarked
package cadenza.messaging.adapter.email.imap;

import org.jspecify.annotations.NullMarked;
