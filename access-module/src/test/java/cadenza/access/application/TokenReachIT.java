package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a token may hand on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenReachIT extends TokenStage {
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
}
