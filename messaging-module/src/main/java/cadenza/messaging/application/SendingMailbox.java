package cadenza.messaging.application;

import cadenza.messaging.domain.MailServer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox ready to send, its password in plain form.
 *
 * @param version of the account; with another one a kept connection is old
 * @param verp whether the envelope's sender names the message
 * @param smtp null when the account names no server
 */
public record SendingMailbox(
    UUID workspaceId,
    UUID id,
    String address,
    long version,
    boolean verp,
    @Nullable MailServer smtp) {}
