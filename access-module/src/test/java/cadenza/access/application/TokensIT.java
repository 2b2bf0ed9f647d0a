package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Scopes;
import cadenza.access.domain.TokenValue;
import cadenza.access.domain.Tokens_;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tokens are made, and let their holders in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokensIT extends TokenStage {
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
}
