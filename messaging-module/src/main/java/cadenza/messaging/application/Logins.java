package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.messaging.application.AccessTokens.Standing;
import cadenza.messaging.application.TokenIssuer.Issued;
import cadenza.messaging.application.TokenIssuer.Refused;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a mailbox that is opened by access tokens has one when it connects. May ask the
 * issuer over the network, so no transaction may be open.
 */
@EngineWork
@ApplicationScoped
@ActivateRequestContext
public class Logins {
  @Inject AccessTokens tokens;
  @Inject TokenIssuer issuer;

  private static final int TURNS = 256;

  /** Grants that replace each other while the issuer is asked; more are left to the next login. */
  private static final int GRANTS_AT_MOST = 3;

  /**
   * Connections of one mailbox take turns: the second finds what the first one got. Few enough to
   * be kept, many enough that hardly anybody waits for another mailbox.
   */
  private final Object[] turns = Stream.generate(Object::new).limit(TURNS).toArray();

  /**
   * The server with what it is to be logged in with now.
   *
   * @throws LoginUnavailable when no token could be had
   */
  public MailServer ready(UUID workspaceId, UUID senderAccountId, MailServer server) {
    return server.byToken() ? server.with(token(workspaceId, senderAccountId)) : server;
  }

  /** A mail server did not take the token that it was shown; the next is a new one. */
  public void refused(UUID workspaceId, UUID senderAccountId) {
    tokens.drop(workspaceId, senderAccountId);
  }

  /** The issuer is asked at the next connection, though it refused or there is a token. */
  void beginAnew(UUID workspaceId, UUID senderAccountId) {
    tokens.forget(workspaceId, senderAccountId);
  }

  private String token(UUID workspaceId, UUID senderAccountId) {
    synchronized (turns[Math.floorMod(senderAccountId.hashCode(), TURNS)]) {
      for (int i = 0; i < GRANTS_AT_MOST; i++) {
        var standing = tokens.look(workspaceId, senderAccountId);
        var question = standing.question();
        if (question == null) {
          return token(standing, standing.refusal());
        }
        var answer = issuer.ask(question);
        if (tokens.answered(workspaceId, senderAccountId, standing, answer)) {
          return token(standing, answer);
        }
      }
      throw new LoginUnavailable(ConnectionFault.ISSUER_AWAY, ConnectionFault.ISSUER_AWAY.words());
    }
  }

  private static String token(Standing standing, TokenIssuer.Answer answer) {
    return answer instanceof Issued issued
        ? issued.accessToken()
        : token(standing, answer instanceof Refused refused ? refused.reason() : null);
  }

  /** What is there still counts, whatever is said of the next one. */
  private static String token(Standing standing, @Nullable String refusal) {
    if (standing.token() != null) {
      return standing.token();
    }
    throw refusal == null
        ? new LoginUnavailable(ConnectionFault.ISSUER_AWAY, ConnectionFault.ISSUER_AWAY.words())
        : new LoginUnavailable(ConnectionFault.AUTHORIZATION_REFUSED, refusal);
  }
}
