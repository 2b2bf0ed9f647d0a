package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.OauthSettings;
import cadenza.messaging.domain.MailGrant;
import cadenza.messaging.domain.MailGrants;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The access tokens of mailboxes as the database knows them, shared by all nodes. */
@UseCase
public class AccessTokens {
  @Inject MailGrants grants;
  @Inject SecretBox secrets;
  @Inject Clocks clocks;

  /**
   * What is known of a mailbox's token.
   *
   * @param token that may be used now
   * @param question that whoever reads this has to ask; nobody else does meanwhile
   * @param refusal why the issuer gives none
   */
  record Standing(
      @Nullable String token,
      TokenIssuer.@Nullable Question question,
      @Nullable Instant givenAt,
      @Nullable String refusal) {
    private @Nullable String scope() {
      return question == null ? null : question.scope();
    }

    @Override
    public String toString() {
      return "Standing[]";
    }
  }

  Standing look(UUID workspaceId, UUID senderAccountId) {
    var found = grants.locked(workspaceId, senderAccountId);
    if (found.isEmpty()) {
      return new Standing(null, null, null, "The authorization was taken away.");
    }
    var grant = found.get();
    var now = clocks.real();
    BinaryOperator<String> opened =
        (purpose, closed) -> secrets.open(workspaceId, senderAccountId, purpose, closed);
    var stored = grant.usable(now);
    var token = stored == null ? null : opened.apply("oauth-access-token", stored);
    if (!grant.letsAsk(now)) {
      return new Standing(token, null, null, grant.isRefused(now) ? grant.refusal() : null);
    }
    grants.update(grant);
    var question =
        new TokenIssuer.Question(
            grant.tokenUrl(),
            grant.clientId(),
            grant.clientSecret(opened),
            grant.scope(),
            grant.refreshToken(opened));
    return new Standing(token, question, grant.givenAt(), null);
  }

  /**
   * An answer to a question that was asked before the owner granted something else is dropped; of
   * one for another scope the refresh token counts that came with it, and nothing else.
   *
   * @return whether it counts
   */
  boolean answered(
      UUID workspaceId, UUID senderAccountId, Standing asked, TokenIssuer.Answer answer) {
    var found = grants.locked(workspaceId, senderAccountId);
    if (found.isEmpty() || !found.get().givenAt().equals(asked.givenAt())) {
      return false;
    }
    var grant = found.get();
    boolean counts = Objects.equals(grant.scope(), asked.scope());
    if (answer instanceof TokenIssuer.Issued issued) {
      grant.issued(
          issued.accessToken(),
          issued.life(),
          issued.refreshToken(),
          (purpose, secret) -> secrets.seal(workspaceId, senderAccountId, purpose, secret),
          clocks.real());
    } else if (counts && answer instanceof TokenIssuer.Refused refused) {
      grant.refused(refused.reason(), clocks.real());
    } else {
      grant.unanswered();
    }
    if (!counts) {
      grant.dropToken();
    }
    grants.update(grant);
    return counts;
  }

  /** The mail server did not take the token. */
  void drop(UUID workspaceId, UUID senderAccountId) {
    change(workspaceId, senderAccountId, MailGrant::dropToken);
  }

  /** A person wants to know how things stand. */
  void forget(UUID workspaceId, UUID senderAccountId) {
    change(workspaceId, senderAccountId, MailGrant::forget);
  }

  private void change(UUID workspaceId, UUID senderAccountId, Consumer<MailGrant> change) {
    grants
        .locked(workspaceId, senderAccountId)
        .ifPresent(
            grant -> {
              change.accept(grant);
              grants.update(grant);
            });
  }

  /** The grant as a person gave it, in place of what was there; null takes it away. */
  void follow(UUID workspaceId, UUID senderAccountId, @Nullable OauthSettings settings) {
    BinaryOperator<String> sealed =
        (purpose, secret) -> secrets.seal(workspaceId, senderAccountId, purpose, secret);
    var found = grants.locked(workspaceId, senderAccountId);
    if (settings == null) {
      found.ifPresent(grants::remove);
    } else if (found.isPresent()) {
      found.get().change(settings, sealed, clocks.real());
      grants.update(found.get());
    } else {
      grants.add(MailGrant.of(workspaceId, senderAccountId, settings, sealed, clocks.real()));
    }
  }
}
