package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Caller;
import cadenza.access.api.Role;
import cadenza.access.api.UserCard;
import cadenza.access.domain.AddressTaken;
import cadenza.access.domain.ChangedMeanwhile;
import cadenza.access.domain.Logins_;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.access.domain.Tokens_;
import cadenza.access.domain.Users_;
import cadenza.kernel.api.Ids;
import cadenza.testing.HandSetClocks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People: who they are, what they may do, and how long they are in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsIT {
  @RegisterExtension static final AccessDatabase database = new AccessDatabase();

  final HandSetClocks clocks = new HandSetClocks();
  final UUID workspace = Ids.next();
  final Caller admin = new Caller(workspace, Ids.next(), Role.ADMIN.scopes(), null);

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
    var user = add("kim@example.com", Role.ADMIN);
    var session = authenticate(open(user).value()).orElseThrow();
    var token = issue(session, List.of("*"));
    assertThat(authenticateToken(token)).isPresent();

    users(
        manage -> {
          manage.remove(admin, user.id());
          return true;
        });

    assertThat(database.values("select 1 from access.login_session")).isEmpty();
    assertThat(authenticateToken(token)).isEmpty();
  }

  @Test
  void nobody_makes_or_changes_somebody_who_may_do_more() {
    var chief = add("chief@example.com", Role.ADMIN);
    var clerk = new Caller(workspace, Ids.next(), Set.of("users:write", "contacts:read"), null);

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
    return sessions(keep -> keep.open(workspace, user.id()));
  }

  private Optional<Caller> authenticate(String cookie) {
    return sessions(keep -> keep.authenticate(cookie));
  }

  private String issue(Caller caller, List<String> scopes) {
    return database.inTransaction(
        session -> {
          var issue = new IssueToken();
          issue.tokens = new Tokens_(session);
          issue.clocks = clocks;
          return issue.issue(caller, "mine", scopes, null, null, null, false).value();
        });
  }

  private Optional<Caller> authenticateToken(String value) {
    return database.inTransaction(
        session -> {
          var authenticate = new AuthenticateToken();
          authenticate.tokens = new Tokens_(session);
          authenticate.clocks = clocks;
          return authenticate.authenticate(value);
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
        (StatelessSession session) -> {
          var manage = new ManageUsers();
          manage.users = new Users_(session);
          manage.logins = new Logins_(session);
          manage.tokens = new Tokens_(session);
          manage.clocks = clocks;
          return work.apply(manage);
        });
  }
}
