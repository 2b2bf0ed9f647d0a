package cadenza.messaging.api;

import cadenza.kernel.api.Page;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about sender accounts. */
public interface SenderAccounts {
  Optional<SenderAccountCard> find(UUID workspaceId, UUID senderAccountId);

  Page<SenderAccountCard> list(UUID workspaceId, @Nullable String after, int limit);

  /** How its mailbox is reached, without any secret; empty for an unknown account. */
  Optional<MailServers> servers(UUID workspaceId, UUID senderAccountId);

  /**
   * The two servers of a mailbox, where set.
   *
   * @param readingTrouble why its mail cannot be read; null when it can
   */
  record MailServers(
      @Nullable MailServerSettings smtp,
      @Nullable MailServerSettings imap,
      @Nullable String readingTrouble) {}
}
