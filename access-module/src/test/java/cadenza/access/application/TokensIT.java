package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.api.TokenCard;
import cadenza.access.domain.LastToken;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.access.domain.TokenValue;
import cadenza.access.domain.Tokens_;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokensIT {
  @RegisterExtension static final AccessDatabase database = new AccessDatabase();

  final HandSetClocks clocks = new HandSetClocks();
  final UUID workspace = Ids.next();
  final UUID inbox = Ids.next();
  final Caller operator = new Caller(workspace, Ids.next(), Scopes.ALL, null);

  @BeforeEach
  void a_workspace() {
    database.workspace(workspace);
  }

  @Test
  void a_token_is_shown_once_and_only_its_hash_is_stored() {
    var made = issue(operator, List.of("contacts:read"), null);

    var row = database.values("select to_jsonb(t)::text from access.token t").get(0);
    assertThat(row).doesNotContain(made.value()).contains(made.value().substring(0, 12));
    assertThat(database.values("select hash from access.token"))
        .containsExactly(new TokenValue(made.value()).hash());
    assertThat(list(workspace).toString()).doesNotContain(made.value());
    assertThat(made.toString()).doesNotContain(made.value());
  }

  @Test
  void a_token_lets_its_holder_in_with_its_scopes_and_nobody_by_a_guess() {
    var made = issue(operator, List.of("contacts:read", "email:send"), null);

    var caller = authenticate(made.value()).orElseThrow();

    assertThat(caller.workspaceId()).isEqualTo(workspace);
    assertThat(caller.tokenId()).isEqualTo(made.card().id());
    assertThat(caller.scopes()).isEqualTo(Set.of("contacts:read", "email:send"));
    assertThat(authenticate(TokenValue.random().text())).isEmpty();
    assertThat(authenticate(new TokenValue(made.value()).hash())).isEmpty();
    assertThat(authenticate("")).isEmpty();
  }

  @Test
  void a_token_ends_when_it_expires() {
    var made = issue(operator, List.of("contacts:read"), clocks.real().plusSeconds(60));

    clocks.pass(Duration.ofSeconds(59));
    assertThat(authenticate(made.value())).isPresent();
    clocks.pass(Duration.ofSeconds(1));
    assertThat(authenticate(made.value())).isEmpty();
  }

  @Test
  void its_last_use_is_known_to_the_minute() {
    var made = issue(operator, List.of("contacts:read"), null);
    assertThat(only(workspace).lastUsedAt()).isNull();

    var first = clocks.real();
    authenticate(made.value());
    clocks.pass(Duration.ofSeconds(59));
    authenticate(made.value());
    assertThat(only(workspace).lastUsedAt()).isEqualTo(first);

    clocks.pass(Duration.ofSeconds(2));
    authenticate(made.value());
    assertThat(only(workspace).lastUsedAt()).isEqualTo(first.plusSeconds(61));
  }

  @Test
  void a_revoked_token_lets_nobody_in_from_the_next_request_on() {
    var made = issue(operator, List.of("contacts:read"), null);
    authenticate(made.value());

    revoke(workspace, made.card().id());

    assertThat(authenticate(made.value())).isEmpty();
    assertThat(list(workspace)).isEmpty();
    var revokedAt = database.values("select revoked_at from access.token");
    clocks.pass(Duration.ofHours(1));
    revoke(workspace, made.card().id());
    assertThat(database.values("select revoked_at from access.token")).isEqualTo(revokedAt);
  }

  @Test
  void nobody_gives_more_than_he_has() {
    var reader = new Caller(workspace, Ids.next(), Set.of("contacts:read", "tokens:write"), null);
    var bound = new Caller(workspace, Ids.next(), Scopes.ALL, inbox);

    assertThatThrownBy(() -> issue(reader, List.of("contacts:read", "email:send"), null))
        .isInstanceOfSatisfying(
            ScopeBeyondCaller.class, e -> assertThat(e.pointer()).isEqualTo("/scopes/1"));
    assertThatThrownBy(() -> issue(operator, List.of("everything"), null))
        .isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> issue(operator, List.of(), null)).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> issue(operator, List.of("contacts:read"), clocks.real()))
        .isInstanceOfSatisfying(
            InvalidField.class, e -> assertThat(e.pointer()).isEqualTo("/expires_at"));
    assertThat(database.values("select id from access.token")).isEmpty();
    assertThat(issue(bound, List.of("contacts:read"), null).card().inboxId()).isEqualTo(inbox);
  }

  @Test
  void with_a_token_ends_all_that_was_made_with_it() {
    issue(operator, List.of("tokens:write"), null);
    var stolen = issue(operator, List.of("contacts:read", "tokens:write"), null);
    var child = issue(holder(stolen), List.of("contacts:read", "tokens:write"), null);
    var grandchild = issue(holder(child), List.of("contacts:read"), null);
    var clock = clockOf(holder(child));

    revoke(workspace, stolen.card().id());

    assertThat(List.of(stolen, child, grandchild, clock))
        .allMatch(token -> authenticate(token.value()).isEmpty());
    assertThat(list(workspace)).hasSize(1);
  }

  @Test
  void what_stands_between_may_have_been_revoked_before() {
    issue(operator, List.of("tokens:write"), null);
    var first = issue(operator, List.of("tokens:write"), null);
    var second = issue(holder(first), List.of("tokens:write"), null);
    var third = issue(holder(second), List.of("tokens:write"), null);
    revoke(operator, second.card().id(), false);
    assertThat(authenticate(third.value())).isPresent();

    revoke(workspace, first.card().id());

    assertThat(authenticate(third.value())).isEmpty();
  }

  @Test
  void a_token_is_replaced_by_one_that_it_made() {
    var old = issue(operator, List.of("tokens:write"), null);
    var sibling = issue(holder(old), List.of("tokens:write"), null);
    var heir = issue(holder(old), List.of("tokens:write"), null);
    var made = issue(holder(heir), List.of("tokens:write"), null);

    revoke(holder(heir), old.card().id(), true);

    assertThat(List.of(old, sibling)).allMatch(token -> authenticate(token.value()).isEmpty());
    assertThat(List.of(heir, made)).allMatch(token -> authenticate(token.value()).isPresent());
  }

  @Test
  void the_last_token_that_can_make_others_stays() {
    var only = issue(operator, List.of("tokens:write", "contacts:read"), null);
    var heir = issue(holder(only), List.of("tokens:write"), null);
    issue(holder(only), List.of("contacts:read"), null);

    assertThatThrownBy(() -> revoke(holder(only), only.card().id(), true))
        .isInstanceOf(LastToken.class);

    assertThat(authenticate(only.value())).isPresent();
    revoke(holder(only), only.card().id(), false);
    assertThat(authenticate(only.value())).isEmpty();
    assertThat(authenticate(heir.value())).isPresent();
  }

  @Test
  void two_that_end_each_other_at_once_leave_one() {
    var both =
        List.of(
            issue(operator, List.of("tokens:write"), null),
            issue(operator, List.of("tokens:write"), null));
    var turn = new AtomicInteger();

    AtOnce.times(
        2,
        () -> {
          int mine = turn.getAndIncrement();
          try {
            revoke(holder(both.get(mine)), both.get(1 - mine).card().id(), true);
          } catch (LastToken refused) {
            return false;
          }
          return true;
        });

    assertThat(both).filteredOn(one -> authenticate(one.value()).isPresent()).hasSize(1);
  }

  @Test
  void nothing_is_made_with_a_token_that_is_being_revoked() {
    issue(operator, List.of("tokens:write"), null);
    var stolen = issue(operator, List.of("tokens:write"), null);
    var thief = holder(stolen);
    var turn = new AtomicInteger();

    var made =
        AtOnce.times(
            20,
            () -> {
              if (turn.getAndIncrement() == 10) {
                revoke(workspace, stolen.card().id());
                return Optional.<NewToken>empty();
              }
              try {
                return Optional.of(issue(thief, List.of("tokens:write"), null));
              } catch (ScopeBeyondCaller tooLate) {
                return Optional.<NewToken>empty();
              }
            });

    assertThat(made.stream().flatMap(Optional::stream))
        .allMatch(token -> authenticate(token.value()).isEmpty());
  }

  @Test
  void a_token_with_every_scope_gets_those_of_a_later_version_and_a_list_does_not() {
    database.clear();
    open("a-bootstrap-token-of-the-operator-0123456789");
    var operator = authenticate("a-bootstrap-token-of-the-operator-0123456789").orElseThrow();
    var every = issue(operator, List.of("*"), null);
    var listed = issue(operator, List.copyOf(Scopes.ALL), null);

    assertThat(database.values("select scopes from access.token order by created_at, id limit 2"))
        .containsExactly("* workspaces:write", "*");
    assertThat(authenticate(every.value()).orElseThrow().scopes()).isEqualTo(Scopes.ALL);
    assertThat(every.card().allScopes()).isTrue();
    assertThat(listed.card().allScopes()).isFalse();
    assertThatThrownBy(() -> issue(holder(listed), List.of("*"), null))
        .isInstanceOf(ScopeBeyondCaller.class);
  }

  @Test
  void one_workspace_neither_sees_nor_ends_the_tokens_of_another() {
    var made = issue(operator, List.of("contacts:read"), null);
    var elsewhere = Ids.next();
    database.workspace(elsewhere);

    assertThat(list(elsewhere)).isEmpty();
    assertThatThrownBy(() -> revoke(elsewhere, made.card().id())).isInstanceOf(NotFound.class);

    assertThat(authenticate(made.value())).isPresent();
  }

  @Test
  void tokens_made_at_once_are_all_good_and_all_different() {
    var made = AtOnce.times(30, () -> issue(operator, List.of("contacts:read"), null));

    assertThat(made).extracting(NewToken::value).doesNotHaveDuplicates();
    assertThat(made).allMatch(token -> authenticate(token.value()).isPresent());
    assertThat(list(workspace)).hasSize(30);
  }

  @Test
  void a_use_and_a_revocation_at_once_do_not_refuse_each_other() {
    var made = issue(operator, List.of("contacts:read"), null);
    var turn = new AtomicInteger();

    AtOnce.times(
        20,
        () -> {
          if (turn.getAndIncrement() == 10) {
            revoke(workspace, made.card().id());
          } else {
            clocks.pass(Duration.ofMinutes(2));
            authenticate(made.value());
          }
          return true;
        });

    assertThat(authenticate(made.value())).isEmpty();
  }

  @Test
  void of_nodes_that_start_at_once_one_opens_the_first_workspace() {
    database.clear();

    var opened = AtOnce.times(8, () -> open("a-bootstrap-token-of-the-operator-0123456789"));

    assertThat(opened).containsOnlyOnce(true);
    assertThat(database.values("select id from access.workspace")).hasSize(1);
    assertThat(authenticate("a-bootstrap-token-of-the-operator-0123456789").orElseThrow().scopes())
        .containsAll(Scopes.ALL)
        .contains(Scopes.WORKSPACES_WRITE)
        .hasSize(Scopes.ALL.size() + 1);
  }

  @Test
  void a_list_that_grows_while_it_is_read_skips_nothing_and_doubles_nothing() {
    database.execute(
        "insert into access.token (workspace_id, id, label, hash, prefix, scopes, created_at,"
            + " version) select '"
            + workspace
            + "', gen_random_uuid(), 'old', 'hash ' || n, '', '', now(), 0"
            + " from generate_series(1, 10000) n");
    var before = Set.copyOf(database.values("select id from access.token"));
    var read = new ArrayList<String>();
    String next = null;
    do {
      issue(operator, List.of("contacts:read"), null);
      var after = next == null ? null : UUID.fromString(next);
      var page =
          database.inTransaction(
              session -> {
                var list = new ListTokens();
                list.tokens = new Tokens_(session);
                return list.list(workspace, after, 200);
              });
      page.results().forEach(card -> read.add(card.id().toString()));
      next = page.next();
    } while (next != null);

    assertThat(read).doesNotHaveDuplicates().containsAll(before);
  }

  @Test
  void a_token_made_by_a_limited_one_is_limited_too() {
    var slow =
        new Caller(
            workspace, Ids.next(), Scopes.ALL, null, Caller.Kind.TOKEN, null, 10, false, null);

    assertThat(holder(issue(slow, List.of("contacts:read"), null)).rate()).isEqualTo(10);
    assertThatThrownBy(() -> issueAtRate(slow, 11)).isInstanceOf(ScopeBeyondCaller.class);
    assertThat(holder(issueAtRate(slow, 9)).rate()).isEqualTo(9);
  }

  @Test
  void a_token_made_by_one_that_requires_approval_requires_it_too() {
    var agent =
        new Caller(
            workspace, Ids.next(), Scopes.ALL, null, Caller.Kind.TOKEN, null, null, true, null);

    assertThat(holder(issue(agent, List.of("email:send"), null)).requiresApproval()).isTrue();
    assertThat(holder(issue(operator, List.of("email:send"), null)).requiresApproval()).isFalse();
  }

  @Test
  void a_caller_by_the_word_of_an_issuer_makes_nothing_that_outlives_it() {
    var end = clocks.real().plusSeconds(300);
    var somebody = Ids.next();
    var caller =
        new Caller(
            workspace, somebody, Scopes.ALL, null, Caller.Kind.JWT, somebody, null, false, end);

    assertThat(issue(caller, List.of("contacts:read"), null).card().expiresAt()).isEqualTo(end);
    assertThat(clockOf(caller).card().expiresAt()).isEqualTo(end);
    assertThatThrownBy(() -> issue(caller, List.of("contacts:read"), end.plusSeconds(1)))
        .isInstanceOfSatisfying(
            ScopeBeyondCaller.class, e -> assertThat(e.pointer()).isEqualTo("/expires_at"));
  }

  @Test
  void nobody_opens_a_clock_with_a_token_that_has_just_been_revoked() {
    issue(operator, List.of("tokens:write"), null);
    var revoked = issue(operator, List.of("test_clocks:write"), null);
    var caller = holder(revoked);
    revoke(workspace, revoked.card().id());

    assertThatThrownBy(() -> clockOf(caller)).isInstanceOf(ScopeBeyondCaller.class);
  }

  @Test
  void the_last_token_that_opens_workspaces_stays() {
    database.clear();
    open("a-bootstrap-token-of-the-operator-0123456789");
    var first = authenticate("a-bootstrap-token-of-the-operator-0123456789").orElseThrow();
    var every = issue(first, List.of("*"), null);

    assertThatThrownBy(() -> revoke(holder(every), first.tokenId(), true))
        .isInstanceOf(LastToken.class);

    issue(holder(issue(first, List.of("*", "workspaces:write"), null)), List.of("*"), null);
    revoke(first, first.tokenId(), false);
    assertThat(authenticate(every.value())).isPresent();
  }

  private NewToken issueAtRate(Caller caller, int rate) {
    return database.inTransaction(
        session -> {
          return ByHand.issueToken(session, clocks)
              .issue(caller, "agent", List.of("contacts:read"), null, null, rate, false);
        });
  }

  private NewToken issue(Caller caller, List<String> scopes, @Nullable Instant expiresAt) {
    return database.inTransaction(
        session -> {
          return ByHand.issueToken(session, clocks)
              .issue(caller, "agent", scopes, null, expiresAt, null, false);
        });
  }

  private Optional<Caller> authenticate(String value) {
    return database.inTransaction(
        session -> {
          return ByHand.authenticateToken(session, database.dataSource(), clocks)
              .authenticate(value);
        });
  }

  private Caller holder(NewToken token) {
    return authenticate(token.value()).orElseThrow();
  }

  private NewToken clockOf(Caller caller) {
    return database
        .inTransaction(
            session -> {
              return ByHand.openTestClock(session, clocks).open(caller, "time", null);
            })
        .token();
  }

  private void revoke(UUID workspaceId, UUID tokenId) {
    revoke(new Caller(workspaceId, Ids.next(), Scopes.ALL, null), tokenId, true);
  }

  private void revoke(Caller caller, UUID tokenId, boolean cascade) {
    database.inTransaction(
        session -> {
          ByHand.revokeToken(session, clocks).revoke(caller, tokenId, cascade);
          return true;
        });
  }

  private List<TokenCard> list(UUID workspaceId) {
    return database.inTransaction(
        session -> {
          var list = new ListTokens();
          list.tokens = new Tokens_(session);
          return list.list(workspaceId, null, 50).results();
        });
  }

  private TokenCard only(UUID workspaceId) {
    return list(workspaceId).get(0);
  }

  private boolean open(String bootstrapToken) {
    return database.inTransaction(
        session -> {
          return ByHand.openFirstWorkspace(session, clocks).open(bootstrapToken);
        });
  }
}
