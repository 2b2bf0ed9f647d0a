package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccountPlan;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.api.SenderAccounts.MailServers;
import cadenza.messaging.api.WithoutLimits;
import cadenza.messaging.domain.MailGrants;
import cadenza.messaging.domain.MailProvider;
import cadenza.messaging.domain.SenderAccount;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Connects a mailbox to a workspace, and changes how it is connected. */
@UseCase
public class ConnectSenderAccount {
  @Inject SenderAccountBook accounts;
  @Inject MailGrants grants;
  @Inject AccessTokens accessTokens;
  @Inject SecretBox secrets;
  @Inject Clocks clocks;
  @Inject Event<SenderAccountRecovered> recovered;

  /** Two accounts of a workspace would read and answer the same mailbox. */
  public static class AddressAlreadyConnected extends RuleViolation {
    private static final long serialVersionUID = 1L;

    AddressAlreadyConnected() {
      super(
          Kind.CONFLICT,
          "inbox.address_taken",
          "Another inbox of this workspace has this address.",
          "/address");
    }
  }

  /** Somebody changed the account since the caller read it. */
  public static class AccountChangedMeanwhile extends RuleViolation {
    private static final long serialVersionUID = 1L;

    AccountChangedMeanwhile() {
      super(Kind.STALE, "stale", "The inbox was changed meanwhile; read it again.");
    }
  }

  public SenderAccountCard connect(
      UUID workspaceId, SenderAccountPlan wanted, WithoutLimits without) {
    var plan = SenderAccountRules.checked(filled(wanted, without));
    requireSmtp(plan);
    requireFree(workspaceId, plan.address());
    var id = Ids.next();
    var account =
        SenderAccount.connect(
            id,
            workspaceId,
            plan,
            (purpose, secret) -> secrets.seal(workspaceId, id, purpose, secret),
            clocks.of(workspaceId));
    accounts.add(account);
    if (plan.oauth() != null) {
      accessTokens.follow(workspaceId, id, plan.oauth());
    }
    return account.card();
  }

  private static SenderAccountPlan filled(SenderAccountPlan plan, WithoutLimits without) {
    return provider(plan).map(provider -> provider.filling(plan, without)).orElse(plan);
  }

  private static Optional<MailProvider> provider(SenderAccountPlan plan) {
    var word = plan.provider();
    if (word == null) {
      return Optional.empty();
    }
    var provider = MailProvider.of(word);
    if (provider.isEmpty()) {
      throw new InvalidField(
          "/provider", "One of " + String.join(", ", MailProvider.words()) + ".");
    }
    return provider;
  }

  private static void requireSmtp(SenderAccountPlan plan) {
    if (plan.smtp() == null) {
      throw new InvalidField("/smtp", "required", "An inbox needs a server to send with.");
    }
  }

  /** Of two requests for one address the second waits here and then finds the first one's row. */
  private void requireFree(UUID workspaceId, String address) {
    accounts.lockAddress(workspaceId, address);
    if (accounts.holdsAddress(workspaceId, address)) {
      throw new AddressAlreadyConnected();
    }
  }

  /**
   * @param change makes the new settings of what stands there when nobody else can change it
   * @param version what the caller read last, or null to change whatever is there
   */
  public SenderAccountCard change(
      UUID workspaceId,
      UUID id,
      BiFunction<SenderAccountCard, MailServers, SenderAccountPlan> change,
      @Nullable Long version) {
    var account = accounts.locked(workspaceId, id).orElseThrow(() -> new NotFound("inbox"));
    if (version != null && version != account.version()) {
      throw new AccountChangedMeanwhile();
    }
    var grant = grants.of(workspaceId, id).orElse(null);
    var wanted = change.apply(account.card(), account.servers(grant, null));
    provider(wanted);
    var plan = SenderAccountRules.checked(wanted);
    if (!account.isSandbox()) {
      requireSmtp(plan);
    }
    if (grant != null && plan.oauth() == null) {
      OauthRules.requirePasswords(plan);
    }
    if (!account.address().equalsIgnoreCase(plan.address())) {
      requireFree(workspaceId, plan.address());
    }
    if (account.isTroubled()) {
      recovered.fire(account.turned().recovered(AccountSide.SENDING, clocks.real()));
    }
    accessTokens.follow(workspaceId, id, plan.oauth());
    account.change(
        plan,
        (purpose, secret) -> secrets.seal(workspaceId, id, purpose, secret),
        clocks.of(workspaceId));
    accounts.update(account);
    return account.card();
  }
}
