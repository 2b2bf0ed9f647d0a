package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Caller;
import cadenza.access.api.Role;
import cadenza.access.api.Scopes;
import cadenza.access.api.UserCard;
import cadenza.access.domain.AddressTaken;
import cadenza.access.domain.ChangedMeanwhile;
import cadenza.access.domain.LastAdmin;
import cadenza.access.domain.Logins_;
import cadenza.access.domain.Proofs_;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.access.domain.Users_;
import cadenza.kernel.api.Ids;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People: who they are, what they may do, and how long they are in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsIT {
  static final String BOOTSTRAP = "a-bootstrap-token-of-the-operator-0123456789";

  @RegisterExtension static final AccessDatabase database = new AccessDatabase();

  final HandSetClocks clocks = new HandSetClocks();
  final UUID workspace = Ids.next();
  final Caller admin = person(Role.ADMIN.scopes());

  private Caller person(Set<String> scopes) {
    return new Caller(
        workspace, Ids.next(), scopes, null, Caller.Kind.SESSION, Ids.next(), null, false, null);
  }

  @BeforeEach
  void a_workspace() {
    database.workspace(workspace);
  }

  @Test
  void a_role_is_what_its_holder_may_do() {
    assertThat(Role.ADMIN.scopes()).contains("tokens:write", "users:write", "audit:read");
    assertThat(Role.MEMBER.scopes()).contains("contacts:write").doesNotContain("users:write");
    assertThat(Role.VIEWER.scopes()).contains("contacts:read").allMatch(s -> s.endsWith(":read"));
  }

  @Test
  void who_logs_in_is_known_by_the_cookie_until_he_leaves() {
    var user = add("kim@example.com", Role.MEMBER);
    var session = open(user);

    var caller = authenticate(session.value()).orElseThrow();
    assertThat(caller.scopes()).isEqualTo(Role.MEMBER.scopes());
    assertThat(caller.userId()).isEqualTo(user.id());
    assertThat(database.value("select hash from access.login_session"))
        .isNotEqualTo(session.value());

    sessions(
        keep -> {
          keep.end(caller);
          return true;
        });

    assertThat(authenticate(session.value())).isEmpty();
    assertThat(authenticate("anything")).isEmpty();
  }

  @Test
  void a_session_ends_when_it_rests_or_lasts_too_long() {
    var user = add("kim@example.com", Role.MEMBER);
    var resting = open(user).value();
    clocks.pass(Duration.ofHours(8));
    assertThat(authenticate(resting)).isEmpty();

    var busy = open(user).value();
    for (int hour = 0; hour < 7 * 24; hour += 6) {
      assertThat(authenticate(busy)).as("after %d hours", hour).isPresent();
      clocks.pass(Duration.ofHours(6));
    }
    assertThat(authenticate(busy)).isEmpty();
  }

  @Test
  void whose_request_lasts_is_found_when_what_proved_him_ends() {
    var user = add("kim@example.com", Role.ADMIN);
    var session = authenticate(open(user).value()).orElseThrow();
    var token = authenticateToken(issue(session, List.of("*"))).orElseThrow();
    var signed = signedUntil(clocks.real().plusSeconds(60));
    assertThat(ended(session, token, signed)).isEmpty();

    clocks.pass(Duration.ofSeconds(60));
    assertThat(ended(session, token, signed)).containsExactly(signed.tokenId());

    change(user, null, null, "stretched anew");
    assertThat(ended(session, token, signed))
        .containsExactlyInAnyOrder(session.tokenId(), token.tokenId(), signed.tokenId());
    assertThat(ended()).isEmpty();
  }

  private Caller signedUntil(Instant end) {
    return new Caller(
        workspace, Ids.next(), Set.of(), null, Caller.Kind.JWT, Ids.next(), null, false, end);
  }

  private Set<UUID> ended(Caller... callers) {
    return database.inTransaction(
        rows -> {
          var find = new FindEndedCallers();
          find.proofs = new Proofs_(rows);
          find.clocks = clocks;
          find.longest = Duration.ofDays(7);
          return find.among(List.of(callers));
        });
  }

  @Test
  void a_new_role_counts_at_once_and_a_new_password_ends_what_was() {
    var user = add("kim@example.com", Role.MEMBER);
    var session = open(user).value();

    change(user, null, Role.VIEWER, null);
    assertThat(authenticate(session).orElseThrow().scopes()).isEqualTo(Role.VIEWER.scopes());

    change(user, null, null, "stretched anew");
    assertThat(authenticate(session)).isEmpty();
  }

  @Test
  void with_a_person_go_his_sessions_and_the_tokens_he_made() {
    add("boss@example.com", Role.ADMIN);
    var user = add("kim@example.com", Role.ADMIN);
    var session = authenticate(open(user).value()).orElseThrow();
    var token = issue(session, List.of("*"));
    var clock = clockOf(session);
    var child = issue(authenticateToken(token).orElseThrow(), List.of("*"));
    assertThat(List.of(token, clock, child)).allMatch(one -> authenticateToken(one).isPresent());

    remove(user);

    assertThat(database.values("select 1 from access.login_session")).isEmpty();
    assertThat(List.of(token, clock, child)).allMatch(one -> authenticateToken(one).isEmpty());
  }

  @Test
  void a_lesser_role_and_another_password_end_the_tokens_made_under_the_old_one() {
    add("boss@example.com", Role.ADMIN);
    var demoted = add("kim@example.com", Role.ADMIN);
    var renewed = add("robin@example.com", Role.ADMIN);
    var before = List.of(tokenOf(demoted), tokenOf(renewed));

    change(demoted, null, Role.ADMIN, null);
    assertThat(before).allMatch(token -> authenticateToken(token).isPresent());
    change(demoted, null, Role.VIEWER, null);
    change(renewed, null, null, "stretched anew");

    assertThat(before).allMatch(token -> authenticateToken(token).isEmpty());
  }

  @Test
  void a_first_password_ends_nothing() {
    var person = users(manage -> manage.add(admin, "Kim", "kim@example.com", Role.ADMIN, null));
    database.execute(
        "insert into access.token (workspace_id, id, label, hash, prefix, scopes, created_at,"
            + " version, created_by) values ('"
            + workspace
            + "', gen_random_uuid(), '', 'h', '', '*', now(), 0, '"
            + person.id()
            + "')");

    change(person, null, null, "stretched");

    assertThat(database.values("select 1 from access.token where revoked_at is null")).hasSize(1);
  }

  @Test
  void nobody_removes_the_operator_with_the_last_token_that_opens_workspaces() {
    database.clear();
    database.inTransaction(session -> ByHand.openFirstWorkspace(session, clocks).open(BOOTSTRAP));
    var first = authenticateToken(BOOTSTRAP).orElseThrow();
    var demo = authenticateToken(issue(first, List.of("*"))).orElseThrow();
    var operator = UUID.fromString(String.valueOf(database.value("select id from access.users")));
    users(manage -> manage.add(demo, "Kim", "kim@example.com", Role.ADMIN, "stretched"));

    assertThatThrownBy(
            () ->
                users(
                    manage -> {
                      manage.remove(demo, operator);
                      return true;
                    }))
        .isInstanceOfSatisfying(LastAdmin.class, e -> assertThat(e.code()).isEqualTo("last_admin"));

    assertThat(authenticateToken(BOOTSTRAP)).isPresent();
    assertThat(database.values("select name from access.users")).contains("Operator");
  }

  @Test
  void the_last_admin_neither_goes_nor_becomes_less() {
    var one = add("one@example.com", Role.ADMIN);
    var other = add("other@example.com", Role.ADMIN);
    add("reader@example.com", Role.VIEWER);

    var outcomes =
        AtOnce.each(
            2,
            List.<Callable<Boolean>>of(
                () -> isDone(() -> remove(one)),
                () -> isDone(() -> change(other, null, Role.MEMBER, null))));

    assertThat(outcomes).containsExactlyInAnyOrder(true, false);
    assertThat(database.values("select 1 from access.users where role = 'ADMIN'")).hasSize(1);
  }

  private static boolean isDone(Runnable work) {
    try {
      work.run();
      return true;
    } catch (LastAdmin refused) {
      return false;
    }
  }

  @Test
  void a_password_that_was_changed_while_it_was_proved_opens_nothing() {
    var user = add("kim@example.com", Role.MEMBER);

    change(user, null, null, "stretched anew");

    assertThat(open(user, "stretched")).isEmpty();
    assertThat(open(user, "stretched anew")).isPresent();
  }

  @Test
  void logins_at_the_time_of_a_new_password_leave_no_session_of_the_old_one() {
    var user = add("kim@example.com", Role.MEMBER);
    var turn = new AtomicInteger();

    var opened =
        AtOnce.times(
            20,
            () -> {
              if (turn.getAndIncrement() == 10) {
                change(user, null, null, "stretched anew");
                return Optional.<OpenedSession>empty();
              }
              return open(user, "stretched");
            });

    assertThat(opened.stream().flatMap(Optional::stream))
        .allMatch(session -> authenticate(session.value()).isEmpty());
  }

  @Test
  void a_session_that_has_just_ended_or_become_less_makes_no_token() {
    add("boss@example.com", Role.ADMIN);
    var user = add("kim@example.com", Role.ADMIN);
    var caller = authenticate(open(user).value()).orElseThrow();

    change(user, null, Role.MEMBER, null);
    assertThatThrownBy(() -> issue(caller, List.of("contacts:read")))
        .isInstanceOf(ScopeBeyondCaller.class);
    change(user, null, Role.ADMIN, "stretched anew");
    assertThatThrownBy(() -> issue(caller, List.of("contacts:read")))
        .isInstanceOf(ScopeBeyondCaller.class);
    remove(user);
    assertThatThrownBy(() -> issue(caller, List.of("contacts:read")))
        .isInstanceOf(ScopeBeyondCaller.class);
    assertThatThrownBy(() -> clockOf(caller)).isInstanceOf(ScopeBeyondCaller.class);
  }

  @Test
  void tokens_made_at_the_time_of_a_removal_end_with_it() {
    add("boss@example.com", Role.ADMIN);
    var user = add("kim@example.com", Role.ADMIN);
    var caller = authenticate(open(user).value()).orElseThrow();
    var parent = authenticateToken(issue(caller, List.of("*"))).orElseThrow();
    var turn = new AtomicInteger();

    var made =
        AtOnce.times(
            20,
            () -> {
              int mine = turn.getAndIncrement();
              if (mine == 10) {
                remove(user);
                return Optional.<String>empty();
              }
              try {
                return Optional.of(issue(mine % 2 == 0 ? caller : parent, List.of("*")));
              } catch (ScopeBeyondCaller tooLate) {
                return Optional.<String>empty();
              }
            });

    assertThat(made.stream().flatMap(Optional::stream))
        .allMatch(token -> authenticateToken(token).isEmpty());
  }

  @Test
  void what_lasts_is_given_only_by_what_lasts() {
    var chief = authenticate(open(add("chief@example.com", Role.ADMIN)).value()).orElseThrow();
    var lasting = authenticateToken(issue(chief, List.of("*"))).orElseThrow();
    var named = authenticateToken(issue(chief, List.copyOf(Scopes.ALL))).orElseThrow();
    var brief =
        new Caller(
            workspace,
            Ids.next(),
            Scopes.ALL,
            null,
            Caller.Kind.JWT,
            Ids.next(),
            null,
            false,
            clocks.real().plusSeconds(300));

    for (var caller : List.of(named, brief)) {
      assertThatThrownBy(
              () -> users(manage -> manage.add(caller, "X", "x@example.com", Role.VIEWER, "s")))
          .isInstanceOfSatisfying(
              ScopeBeyondCaller.class, e -> assertThat(e.pointer()).isEqualTo("/password"));
      assertThatThrownBy(
              () -> users(manage -> manage.add(caller, "X", "x@example.com", Role.ADMIN, null)))
          .isInstanceOfSatisfying(
              ScopeBeyondCaller.class, e -> assertThat(e.pointer()).isEqualTo("/role"));
    }
    users(manage -> manage.add(named, "X", "x@example.com", Role.VIEWER, null));
    users(manage -> manage.add(lasting, "Y", "y@example.com", Role.ADMIN, "stretched"));
  }

  private String tokenOf(UserCard user) {
    return issue(authenticate(open(user).value()).orElseThrow(), List.of("*"));
  }

  private boolean remove(UserCard user) {
    return users(
        manage -> {
          manage.remove(admin, user.id());
          return true;
        });
  }

  private String clockOf(Caller caller) {
    return database.inTransaction(
        session ->
            ByHand.openTestClock(session, clocks).open(caller, "time", null).token().value());
  }

  @Test
  void nobody_makes_or_changes_somebody_who_may_do_more() {
    var chief = add("chief@example.com", Role.ADMIN);
    var clerk = person(Set.of("users:write", "contacts:read"));

    assertThatThrownBy(
            () -> users(manage -> manage.add(clerk, "X", "x@example.com", Role.MEMBER, null)))
        .isInstanceOf(ScopeBeyondCaller.class);
    assertThatThrownBy(
            () -> users(manage -> manage.change(clerk, chief.id(), null, null, null, "mine now")))
        .isInstanceOf(ScopeBeyondCaller.class);
    assertThatThrownBy(
            () ->
                users(
                    manage -> {
                      manage.remove(clerk, chief.id());
                      return true;
                    }))
        .isInstanceOf(ScopeBeyondCaller.class);
  }

  @Test
  void an_address_is_one_person_s_in_a_workspace_and_a_change_needs_the_version_read() {
    var user = add("Kim@Example.com", Role.MEMBER);
    assertThat(user.email()).isEqualTo("kim@example.com");
    assertThatThrownBy(() -> add("KIM@example.com", Role.VIEWER)).isInstanceOf(AddressTaken.class);

    change(user, user.version(), Role.VIEWER, null);

    assertThatThrownBy(() -> change(user, user.version(), Role.MEMBER, null))
        .isInstanceOf(ChangedMeanwhile.class);
  }

  private UserCard add(String email, Role role) {
    return users(manage -> manage.add(admin, "Kim", email, role, "stretched"));
  }

  private UserCard change(
      UserCard user, @Nullable Long version, @Nullable Role role, @Nullable String stretched) {
    return users(manage -> manage.change(admin, user.id(), version, null, role, stretched));
  }

  private OpenedSession open(UserCard user) {
    return open(user, "stretched").orElseThrow();
  }

  private Optional<OpenedSession> open(UserCard user, String stretched) {
    return sessions(keep -> keep.open(workspace, user.id(), stretched));
  }

  private Optional<Caller> authenticate(String cookie) {
    return sessions(keep -> keep.authenticate(cookie));
  }

  private String issue(Caller caller, List<String> scopes) {
    return database.inTransaction(
        session -> {
          return ByHand.issueToken(session, clocks)
              .issue(caller, "mine", scopes, null, null, null, false)
              .value();
        });
  }

  private Optional<Caller> authenticateToken(String value) {
    return database.inTransaction(
        session -> {
          return ByHand.authenticateToken(session, database.dataSource(), clocks)
              .authenticate(value);
        });
  }

  private <T> T sessions(Function<KeepSessions, T> work) {
    return database.inTransaction(
        session -> {
          var keep = new KeepSessions();
          keep.users = new Users_(session);
          keep.logins = new Logins_(session);
          keep.clocks = clocks;
          keep.idle = Duration.ofHours(8);
          keep.longest = Duration.ofDays(7);
          return work.apply(keep);
        });
  }

  private <T> T users(Function<ManageUsers, T> work) {
    return database.inTransaction(
        session -> {
          return work.apply(ByHand.manageUsers(session, clocks));
        });
  }
}
