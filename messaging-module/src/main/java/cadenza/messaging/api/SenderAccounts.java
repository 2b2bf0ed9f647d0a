package cadenza.messaging.api;

import cadenza.kernel.api.Page;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about sender accounts. */
public interface SenderAccounts {
  Optional<SenderAccountCard> find(UUID workspaceId, UUID senderAccountId);

  /** Those of these accounts that are there; one statement. */
  Map<UUID, SenderAccountCard> cards(UUID workspaceId, Collection<UUID> senderAccountIds);

  Page<SenderAccountCard> list(UUID workspaceId, @Nullable String after, int limit);

  /** How its mailbox is reached, without any secret; empty for an unknown account. */
  Optional<MailServers> servers(UUID workspaceId, UUID senderAccountId);

  /**
   * The two servers of a mailbox, where set.
   *
   * @param oauth how access tokens are got, without any secret; null where passwords are said
   * @param tokenTrouble why the issuer gives none; null when it does
   * @param readingTrouble why its mail cannot be read; null when it can
   */
  record MailServers(
      @Nullable MailServerSettings smtp,
      @Nullable MailServerSettings imap,
      @Nullable OauthSettings oauth,
      @Nullable String tokenTrouble,
      @Nullable String readingTrouble) {}
}
