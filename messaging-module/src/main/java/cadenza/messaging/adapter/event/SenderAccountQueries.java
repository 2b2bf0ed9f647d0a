package cadenza.messaging.adapter.event;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccounts;
import cadenza.messaging.domain.MailGrants;
import cadenza.messaging.domain.MailboxBook;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers of this module about its sender accounts. */
@UseCase
class SenderAccountQueries implements SenderAccounts {
  @Inject SenderAccountBook accounts;
  @Inject MailboxBook mailboxes;
  @Inject MailGrants grants;

  @Override
  public Optional<SenderAccountCard> find(UUID workspaceId, UUID senderAccountId) {
    return accounts.withId(workspaceId, senderAccountId).map(SenderAccount::card);
  }

  @Override
  public Map<UUID, SenderAccountCard> cards(UUID workspaceId, Collection<UUID> senderAccountIds) {
    return senderAccountIds.isEmpty()
        ? Map.of()
        : accounts.allWith(workspaceId, senderAccountIds).stream()
            .map(SenderAccount::card)
            .collect(Collectors.toMap(SenderAccountCard::id, card -> card));
  }

  @Override
  public Page<SenderAccountCard> list(UUID workspaceId, @Nullable String after, int limit) {
    var from = after == null ? null : Ids.read("inb", after).orElse(null);
    var rows = accounts.page(workspaceId, from, limit + 1);
    return Page.of(
        rows.stream().map(SenderAccount::card).toList(), limit, card -> card.id().toString());
  }

  @Override
  public Optional<MailServers> servers(UUID workspaceId, UUID senderAccountId) {
    return accounts
        .withId(workspaceId, senderAccountId)
        .map(
            account ->
                account.servers(
                    grants.of(workspaceId, senderAccountId).orElse(null),
                    mailboxes.trouble(workspaceId, senderAccountId).orElse(null)));
  }
}
