/** Asks issuers for the access tokens that mailboxes are opened with. */
@NullMarked
package cadenza.messaging.adapter.oauth;

import org.jspecify.annotations.NullMarked;
