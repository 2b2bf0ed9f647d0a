package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.api.TokenCard;
import cadenza.access.domain.Tokens_;
import cadenza.kernel.api.Ids;
import cadenza.testing.HandSetClocks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens of one workspace, each use case in a transaction of its own. */
abstract class TokenStage {
  @RegisterExtension static final AccessDatabase database = new AccessDatabase();

  final HandSetClocks clocks = new HandSetClocks();
  final UUID workspace = Ids.next();
  final UUID inbox = Ids.next();
  final Caller operator = new Caller(workspace, Ids.next(), Scopes.ALL, null);

  @BeforeEach
  void a_workspace() {
    database.workspace(workspace);
  }

  NewToken issueAtRate(Caller caller, int rate) {
    return database.inTransaction(
        session -> {
          return ByHand.issueToken(session, clocks)
              .issue(caller, "agent", List.of("contacts:read"), null, null, rate, false);
        });
  }

  NewToken issue(Caller caller, List<String> scopes, @Nullable Instant expiresAt) {
    return database.inTransaction(
        session -> {
          return ByHand.issueToken(session, clocks)
              .issue(caller, "agent", scopes, null, expiresAt, null, false);
        });
  }

  Optional<Caller> authenticate(String value) {
    return database.inTransaction(
        session -> {
          return ByHand.authenticateToken(session, database.dataSource(), clocks)
              .authenticate(value);
        });
  }

  Caller holder(NewToken token) {
    return authenticate(token.value()).orElseThrow();
  }

  NewToken clockOf(Caller caller) {
    return database
        .inTransaction(
            session -> {
              return ByHand.openTestClock(session, clocks).open(caller, "time", null);
            })
        .token();
  }

  void revoke(UUID workspaceId, UUID tokenId) {
    revoke(new Caller(workspaceId, Ids.next(), Scopes.ALL, null), tokenId, true);
  }

  void revoke(Caller caller, UUID tokenId, boolean cascade) {
    database.inTransaction(
        session -> {
          ByHand.revokeToken(session, clocks).revoke(caller, tokenId, cascade);
          return true;
        });
  }

  List<TokenCard> list(UUID workspaceId) {
    return database.inTransaction(
        session -> {
          var list = new ListTokens();
          list.tokens = new Tokens_(session);
          return list.list(workspaceId, null, 50).results();
        });
  }

  TokenCard only(UUID workspaceId) {
    return list(workspaceId).get(0);
  }

  boolean open(String bootstrapToken) {
    return database.inTransaction(
        session -> {
          return ByHand.openFirstWorkspace(session, clocks).open(bootstrapToken);
        });
  }
}
