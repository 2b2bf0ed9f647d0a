package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.domain.LastToken;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tokens end, with all that hangs on them and not with more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EndedTokensIT extends TokenStage {
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

  @Test
  void two_that_end_each_other_at_once_leave_one() {
    var both =
        List.of(
            issue(operator, List.of("tokens:write"), null),
            issue(operator, List.of("tokens:write"), null));
    var holders = both.stream().map(this::holder).toList();
    var turn = new AtomicInteger();

    AtOnce.times(
        2,
        () -> {
          int mine = turn.getAndIncrement();
          try {
            revoke(holders.get(mine), both.get(1 - mine).card().id(), true);
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
  void nobody_opens_a_clock_with_a_token_that_has_just_been_revoked() {
    issue(operator, List.of("tokens:write"), null);
    var revoked = issue(operator, List.of("test_clocks:write"), null);
    var caller = holder(revoked);
    revoke(workspace, revoked.card().id());

    assertThatThrownBy(() -> clockOf(caller)).isInstanceOf(ScopeBeyondCaller.class);
  }
}
