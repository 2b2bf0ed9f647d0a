package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalDecided;
import cadenza.access.api.ApprovalRequested;
import cadenza.access.api.ApprovalStatus;
import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.application.DecideApproval.Opened;
import cadenza.access.domain.ApprovalNeeded;
import cadenza.access.domain.ApprovalOver;
import cadenza.access.domain.Approvals_;
import cadenza.access.domain.AskerRevoked;
import cadenza.access.domain.ChangedMeanwhile;
import cadenza.access.domain.EditedMeanwhile;
import cadenza.access.domain.Token;
import cadenza.access.domain.TokenValue;
import cadenza.access.domain.Tokens_;
import cadenza.access.domain.TooManyPending;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApprovalsIT {
  @RegisterExtension static final AccessDatabase database = new AccessDatabase();

  static final String REACHES =
      "{\"addresses\":[{\"contact_id\":\"ctc_1\",\"address\":\"avery+x@example.com\"}]}";

  final List<Object> heard = new CopyOnWriteArrayList<>();
  final HandSetClocks clocks = new HandSetClocks();
  final UUID workspace = Ids.next();
  final UUID inbox = Ids.next();
  final Caller person = new Caller(workspace, Ids.next(), Scopes.ALL, null);

  @BeforeEach
  void a_workspace() {
    database.workspace(workspace);
  }

  @Test
  void a_request_waits_until_somebody_else_approves_it_and_is_done_once() {
    var agent = agent();
    var asked = ask(agent);
    assertThat(asked.status()).isEqualTo(ApprovalStatus.PENDING);
    assertThat(list(ApprovalStatus.PENDING)).containsExactly(asked.id());
    assertThatThrownBy(() -> open(agent, asked.id())).isInstanceOf(ApprovalNeeded.class);

    var opened = open(person, asked.id());
    var approved = approve(person, asked.id());

    assertThat(opened.asker().tokenId()).isEqualTo(agent.tokenId());
    assertThat(opened.asker().scopes()).isEqualTo(agent.scopes());
    assertThat(opened.asker().boundInbox()).isEqualTo(inbox);
    assertThat(opened.asker().requiresApproval()).isFalse();
    assertThat(approved.status()).isEqualTo(ApprovalStatus.APPROVED);
    assertThat(approved.decidedBy()).isEqualTo(person.tokenId());
    assertThat(approved.result()).isEqualTo("{\"done\":true}");
    assertThatThrownBy(() -> approve(person, asked.id())).isInstanceOf(ApprovalOver.class);
    assertThat(list(ApprovalStatus.PENDING)).isEmpty();
    assertThat(list(ApprovalStatus.APPROVED)).containsExactly(asked.id());
    assertThat(heard)
        .hasSize(2)
        .hasAtLeastOneElementOfType(ApprovalRequested.class)
        .hasAtLeastOneElementOfType(ApprovalDecided.class);
  }

  @Test
  void of_many_who_decide_at_the_same_time_one_does() {
    var asked = ask(agent());
    var done = new AtomicInteger();

    AtOnce.times(
        8,
        i -> {
          try {
            database.inTransaction(
                session -> {
                  var decide = decide(session);
                  decide.open(person, asked.id(), null);
                  return i % 2 == 0
                      ? decide.approved(person, asked.id(), "{}")
                      : decide.refuse(person, asked.id(), null, null);
                });
            done.incrementAndGet();
          } catch (ApprovalOver late) {
            assertThat(late.code()).isEqualTo("approval_over");
          }
          return true;
        });

    assertThat(done).hasValue(1);
  }

  @Test
  void nobody_says_anything_in_time_which_is_a_refusal() {
    var asked = ask(agent());
    clocks.pass(Duration.ofHours(72).minusSeconds(1));
    assertThat(list(ApprovalStatus.PENDING)).containsExactly(asked.id());

    clocks.pass(Duration.ofSeconds(1));

    assertThat(list(ApprovalStatus.PENDING)).isEmpty();
    assertThat(list(ApprovalStatus.EXPIRED)).containsExactly(asked.id());
    assertThatThrownBy(() -> open(person, asked.id()))
        .isInstanceOf(ApprovalOver.class)
        .hasMessageContaining("expired");
    assertThat(database.<Integer>inTransaction(session -> clear(session).expire())).isEqualTo(1);
    assertThat(list(ApprovalStatus.EXPIRED)).containsExactly(asked.id());
    assertThat(heard)
        .filteredOn(ApprovalDecided.class::isInstance)
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(((ApprovalDecided) fact).decision()).isEqualTo("expired");
              assertThat(((ApprovalDecided) fact).approvalId()).isEqualTo(asked.id());
              assertThat(((ApprovalDecided) fact).workspaceId()).isEqualTo(workspace);
            });
    assertThat(database.<Integer>inTransaction(session -> clear(session).expire())).isZero();
    assertThat(list(null)).containsExactly(asked.id());
    assertThat(database.<Integer>inTransaction(session -> clear(session).forgetOld())).isZero();

    clocks.pass(Duration.ofDays(91));

    assertThat(database.<Integer>inTransaction(session -> clear(session).forgetOld())).isEqualTo(1);
    assertThat(list(null)).isEmpty();
  }

  @Test
  void in_a_test_workspace_time_runs_out_by_its_own_clock() {
    database.execute("update access.workspace set test = true where id = '" + workspace + "'");
    var asked = ask(agent());
    clocks.pass(Duration.ofHours(72));

    assertThat(database.<Integer>inTransaction(session -> clear(session).expire())).isZero();
    assertThat(database.<Integer>inTransaction(session -> clear(session).expireIn(workspace)))
        .isEqualTo(1);

    assertThat(heard).hasAtLeastOneElementOfType(ApprovalDecided.class);
    assertThat(list(ApprovalStatus.EXPIRED)).containsExactly(asked.id());
    clocks.pass(Duration.ofDays(91));
    assertThat(database.<Integer>inTransaction(session -> clear(session).forgetOld())).isEqualTo(1);
  }

  @Test
  void what_was_edited_is_not_approved_by_somebody_who_read_it_before() {
    var asked = ask(agent());

    var edited =
        with(decide -> decide.edit(person, asked.id(), asked.version(), "{\"b\":2}", "{}"));

    assertThatThrownBy(() -> with(decide -> decide.open(person, asked.id(), asked.version())))
        .isInstanceOf(ChangedMeanwhile.class);
    assertThatThrownBy(() -> with(decide -> decide.toApprove(person, asked.id(), null)))
        .isInstanceOf(EditedMeanwhile.class);
    var opened = with(decide -> decide.toApprove(person, asked.id(), edited.version())).approval();
    assertThat(opened.request()).isEqualTo("{\"b\":2}");
    assertThat(opened.editedBy()).isEqualTo(person.tokenId());
    assertThat(opened.editedByPerson()).isFalse();
    assertThat(opened.editedAt()).isEqualTo(clocks.real());
    assertThat(edited.tokenId()).isEqualTo(asked.tokenId());
  }

  @Test
  void a_revoked_token_has_asked_for_nothing() {
    var asked = ask(agent());
    database.execute("update access.token set revoked_at = now()");

    assertThatThrownBy(() -> open(person, asked.id())).isInstanceOf(AskerRevoked.class);

    assertThat(with(decide -> decide.refuse(person, asked.id(), null, "a thief")).reason())
        .isEqualTo("a thief");
  }

  @Test
  void an_agent_takes_back_its_own_request_and_nobody_elses() {
    var agent = agent();
    var asked = ask(agent);
    var another = agent();

    assertThatThrownBy(() -> with(decide -> decide.refuse(another, asked.id(), null, null)))
        .isInstanceOf(ApprovalNeeded.class);
    assertThat(with(decide -> decide.refuse(agent, asked.id(), null, null)).status())
        .isEqualTo(ApprovalStatus.REFUSED);
  }

  @Test
  void a_token_bound_to_another_inbox_and_another_workspace_see_nothing_of_it() {
    var asked = ask(agent());
    var elsewhere = new Caller(workspace, Ids.next(), Scopes.ALL, Ids.next());
    var stranger = new Caller(Ids.next(), Ids.next(), Scopes.ALL, null);

    for (var caller : List.of(elsewhere, stranger)) {
      assertThatThrownBy(() -> open(caller, asked.id())).isInstanceOf(NotFound.class);
      assertThat(ids(caller, null)).isEmpty();
    }
    assertThat(ids(new Caller(workspace, Ids.next(), Scopes.ALL, inbox), null)).hasSize(1);
  }

  @Test
  void an_agent_does_not_fill_the_table() {
    var agent = agent();
    ask(agent);
    database.execute(
        """
        insert into access.approval (workspace_id, id, kind, request, reaches, token_id, inbox_id, state,
          created_at, expires_at, by_person, edited_by_person, version)
        select workspace_id, gen_random_uuid(), kind, request, reaches, token_id, inbox_id, state,
          created_at, expires_at, by_person, edited_by_person, version
        from access.approval, generate_series(2, 1000)
        """);

    assertThatThrownBy(() -> ask(agent)).isInstanceOf(TooManyPending.class);

    ask(agent());
  }

  @Test
  void a_person_who_is_erased_stands_in_no_request() {
    var asked =
        ask(
            agent(),
            "{\"recipients\":[{\"email\":\"Avery+x@Example.com\"},{\"contact_id\":\"ctc_1\"},"
                + "{\"email\":\"averyzx@example.com\"}]}");

    database.inTransaction(
        session -> {
          new Approvals_(session).erase(workspace, List.of("avery+x@example.com", "ctc_1"));
          return true;
        });

    assertThat(open(person, asked.id()).approval().request())
        .isEqualTo(
            "{\"recipients\":[{\"email\":\"erased\"},{\"contact_id\":\"erased\"},"
                + "{\"email\":\"averyzx@example.com\"}]}");
    assertThat(open(person, asked.id()).approval().reaches())
        .isEqualTo("{\"addresses\":[{\"contact_id\":\"erased\",\"address\":\"erased\"}]}");
    assertThat(database.<Boolean>inTransaction(session -> untouched(session))).isTrue();
  }

  private boolean untouched(StatelessSession session) {
    new Approvals_(session).erase(workspace, List.of());
    return true;
  }

  private Caller agent() {
    var value = TokenValue.random();
    database.inTransaction(
        session -> {
          var token =
              Token.issue(
                      workspace,
                      value,
                      "agent",
                      Set.of("sequences:write", "email:send"),
                      inbox,
                      null,
                      null,
                      clocks.real())
                  .underApproval(true);
          new Tokens_(session).add(token);
          return token;
        });
    return database.inTransaction(
        session ->
            ByHand.authenticateToken(session, database.dataSource(), clocks)
                .authenticate(value.text())
                .orElseThrow());
  }

  private ApprovalCard ask(Caller caller) {
    return ask(caller, "{\"a\":1}");
  }

  private ApprovalCard ask(Caller caller, String request) {
    return database.inTransaction(
        session -> {
          var ask = new AskForApproval();
          ask.approvals = new Approvals_(session);
          ask.approvalRequested = new Heard<>(heard::add);
          ask.clocks = clocks;
          ask.patience = Duration.ofDays(3);
          return ask.ask(caller, "enrollment", request, REACHES);
        });
  }

  private Opened open(Caller caller, UUID id) {
    return with(decide -> decide.open(caller, id, null));
  }

  private ApprovalCard approve(Caller caller, UUID id) {
    return with(decide -> decide.approved(caller, id, "{\"done\":true}"));
  }

  private <T> T with(Function<DecideApproval, T> work) {
    return database.inTransaction(session -> work.apply(decide(session)));
  }

  private DecideApproval decide(StatelessSession session) {
    var decide = new DecideApproval();
    decide.approvals = new Approvals_(session);
    decide.tokens = new Tokens_(session);
    decide.approvalDecided = new Heard<>(heard::add);
    decide.clocks = clocks;
    return decide;
  }

  private ClearApprovals clear(StatelessSession session) {
    var clear = new ClearApprovals();
    clear.approvals = new Approvals_(session);
    clear.approvalDecided = new Heard<>(heard::add);
    clear.clocks = clocks;
    return clear;
  }

  private List<UUID> list(@Nullable ApprovalStatus status) {
    return ids(person, status);
  }

  private List<UUID> ids(Caller caller, @Nullable ApprovalStatus status) {
    return database.inTransaction(
        session -> {
          var read = new ReadApprovals();
          read.approvals = new Approvals_(session);
          read.clocks = clocks;
          return read.list(caller, status, null, 50).results().stream()
              .map(ApprovalCard::id)
              .toList();
        });
  }
}
