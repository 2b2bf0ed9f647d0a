package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.messaging.application.TokenIssuer.Issued;
import cadenza.messaging.application.TokenIssuer.Refused;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

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

  /** Connections of one mailbox take turns: the second finds what the first one got. */
  private final ConcurrentHashMap<UUID, Object> turns = new ConcurrentHashMap<>();

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
    synchronized (turns.computeIfAbsent(senderAccountId, any -> new Object())) {
      var standing = tokens.look(workspaceId, senderAccountId);
      var question = standing.question();
      if (question != null) {
        var answer = issuer.ask(question);
        tokens.answered(workspaceId, senderAccountId, standing.givenAt(), answer);
        if (answer instanceof Issued issued) {
          return issued.accessToken();
        }
        if (answer instanceof Refused refused) {
          throw new LoginUnavailable(ConnectionFault.AUTHORIZATION_REFUSED, refused.reason());
        }
      }
      if (standing.token() != null) {
        return standing.token();
      }
      throw standing.refusal() == null
          ? new LoginUnavailable(ConnectionFault.ISSUER_AWAY, ConnectionFault.ISSUER_AWAY.words())
          : new LoginUnavailable(ConnectionFault.AUTHORIZATION_REFUSED, standing.refusal());
    }
  }
}
