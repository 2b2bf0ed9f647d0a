package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.OauthSettings;
import cadenza.messaging.application.TokenIssuer.Answer;
import cadenza.messaging.application.TokenIssuer.Issued;
import cadenza.messaging.application.TokenIssuer.Question;
import cadenza.messaging.application.TokenIssuer.Refused;
import cadenza.messaging.application.TokenIssuer.Unanswered;
import cadenza.messaging.domain.ConnectionFault;
import cadenza.messaging.domain.MailGrant;
import cadenza.messaging.domain.MailGrants;
import cadenza.messaging.domain.MailGrants_;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.SenderAccount;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import cadenza.testing.ModuleDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mailbox that is opened by access tokens, with its grant in a real database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoginsIT {
  @RegisterExtension static final GrantDatabase database = new GrantDatabase();

  static final OauthSettings SETTINGS =
      new OauthSettings("https://issuer.example/token", "client", "secret", "mail", "granted");

  final UUID workspace = Ids.next();
  final UUID account = Ids.next();
  final HandSetClocks clocks = new HandSetClocks();
  final Issuer issuer = new Issuer();
  final Tokens tokens = new Tokens();
  final Logins logins = logins();

  @BeforeEach
  void a_mailbox_is_granted() {
    database.execute(
        "insert into messaging.sender_account (id, workspace_id, channel, address, display_name,"
            + " status, limit_since, created_at, updated_at) values ('"
            + account
            + "', '"
            + workspace
            + "', 'EMAIL', 'ann@example.com', 'Ann', 'ACTIVE', now(), now(), now())");
    tokens.follow(workspace, account, SETTINGS);
  }

  @Test
  void the_first_connection_buys_a_token_and_the_next_ones_use_it() {
    assertThat(login()).isEqualTo("token-1");
    clocks.pass(Duration.ofMinutes(54));
    assertThat(login()).isEqualTo("token-1");

    assertThat(issuer.asked)
        .containsExactly(
            new Question("https://issuer.example/token", "client", "secret", "mail", "granted"));
  }

  @Test
  void many_connections_at_once_ask_once() {
    assertThat(AtOnce.times(8, this::login)).containsOnly("token-1");
    assertThat(issuer.asked).hasSize(1);
  }

  @Test
  void a_password_needs_nobody() {
    var server = new MailServer("mx", 25, MailServer.Security.TLS, "ann", "secret");

    assertThat(logins.ready(workspace, account, server)).isSameAs(server);
    assertThat(issuer.asked).isEmpty();
  }

  @Test
  void a_new_token_is_bought_before_the_old_one_ends() {
    login();
    clocks.pass(Duration.ofMinutes(56));

    assertThat(login()).isEqualTo("token-2");
  }

  @Test
  void an_issuer_that_is_away_ends_nothing_while_the_old_token_lives() {
    login();
    issuer.answer = question -> new Unanswered("away");
    clocks.pass(Duration.ofMinutes(56));
    assertThat(login()).isEqualTo("token-1");

    clocks.pass(Duration.ofMinutes(5));
    assertFault(ConnectionFault.ISSUER_AWAY);
    issuer.answer = issuer::nextToken;
    assertThat(login()).isEqualTo("token-2");
  }

  @Test
  void a_refusal_ends_nothing_while_the_old_token_lives() {
    login();
    issuer.answer = question -> new Refused("invalid_grant");
    clocks.pass(Duration.ofMinutes(56));
    assertThat(login()).isEqualTo("token-1");

    clocks.pass(Duration.ofMinutes(5));
    assertFault(ConnectionFault.AUTHORIZATION_REFUSED);
  }

  @Test
  void the_refresh_token_that_the_issuer_gave_last_is_the_one_that_counts() {
    issuer.answer = question -> new Issued("t", Duration.ofMinutes(1), "granted-2");
    login();
    clocks.pass(Duration.ofMinutes(2));
    login();

    assertThat(issuer.asked)
        .extracting(Question::refreshToken)
        .containsExactly("granted", "granted-2");
  }

  @Test
  void a_refusal_is_not_asked_for_again_at_once_but_after_longer_and_longer() {
    issuer.answer = question -> new Refused("invalid_grant: revoked");
    assertFault(ConnectionFault.AUTHORIZATION_REFUSED);
    assertFault(ConnectionFault.AUTHORIZATION_REFUSED);
    assertThat(issuer.asked).hasSize(1);

    clocks.pass(Duration.ofSeconds(61));
    assertFault(ConnectionFault.AUTHORIZATION_REFUSED);
    clocks.pass(Duration.ofSeconds(61));
    assertFault(ConnectionFault.AUTHORIZATION_REFUSED);
    assertThat(issuer.asked).hasSize(2);

    clocks.pass(Duration.ofSeconds(60));
    issuer.answer = issuer::nextToken;
    assertThat(login()).isEqualTo("token-1");
  }

  @Test
  void a_person_who_tries_it_out_has_the_issuer_asked_now() {
    issuer.answer = question -> new Refused("invalid_grant");
    assertFault(ConnectionFault.AUTHORIZATION_REFUSED);
    issuer.answer = issuer::nextToken;

    logins.beginAnew(workspace, account);

    assertThat(login()).isEqualTo("token-1");
  }

  @Test
  void a_token_that_the_mail_server_did_not_take_is_not_shown_again() {
    login();

    logins.refused(workspace, account);

    assertThat(login()).isEqualTo("token-2");
  }

  @Test
  void an_answer_that_comes_after_another_grant_is_dropped() {
    issuer.answer =
        question -> {
          clocks.pass(Duration.ofSeconds(1));
          issuer.answer = issuer::nextToken;
          tokens.follow(
              workspace,
              account,
              new OauthSettings("https://other.example/token", "client", null, null, "newer"));
          return new Issued("of the old one", Duration.ofHours(1), "rotated");
        };
    assertThat(login()).isEqualTo("token-1");

    assertThat(issuer.asked.get(1).refreshToken()).isEqualTo("newer");
    assertThat(issuer.asked.get(1).clientSecret()).isNull();
  }

  @Test
  void a_token_that_was_bought_for_another_scope_is_not_used_and_what_came_with_it_counts() {
    issuer.answer =
        question -> {
          issuer.answer = issuer::nextToken;
          tokens.follow(workspace, account, scoped("mail send"));
          return new Issued("narrow", Duration.ofHours(1), "rotated");
        };

    assertThat(login()).isEqualTo("token-1");

    assertThat(issuer.asked).extracting(Question::scope).containsExactly("mail", "mail send");
    assertThat(issuer.asked.get(1).refreshToken()).isEqualTo("rotated");
    assertThat(login()).isEqualTo("token-1");
  }

  @Test
  void a_scope_that_was_refused_says_nothing_of_the_next() {
    issuer.answer =
        question -> {
          issuer.answer = issuer::nextToken;
          tokens.follow(workspace, account, scoped("mail send"));
          return new Refused("invalid_scope");
        };

    assertThat(login()).isEqualTo("token-1");
  }

  private static OauthSettings scoped(String scope) {
    return new OauthSettings(SETTINGS.tokenUrl(), SETTINGS.clientId(), null, scope, null);
  }

  @Test
  void a_node_that_died_while_it_asked_is_waited_for_no_longer_than_a_question_takes() {
    assertThat(tokens.look(workspace, account).question()).isNotNull();

    assertFault(ConnectionFault.ISSUER_AWAY);
    clocks.pass(Duration.ofSeconds(31));
    assertThat(login()).isEqualTo("token-1");
  }

  @Test
  void a_stored_token_goes_to_no_other_issuer_or_client() {
    var elsewhere = new OauthSettings("https://evil.example/token", "client", null, null, null);

    assertThatThrownBy(() -> tokens.follow(workspace, account, elsewhere))
        .isInstanceOf(InvalidField.class);
    assertThat(login()).isEqualTo("token-1");
    assertThat(issuer.asked.get(0).tokenUrl()).isEqualTo(SETTINGS.tokenUrl());
  }

  @Test
  void a_new_grant_of_the_same_client_keeps_its_secret() {
    tokens.follow(
        workspace,
        account,
        new OauthSettings(SETTINGS.tokenUrl(), "client", null, "mail", "granted again"));
    login();

    assertThat(issuer.asked.get(0).clientSecret()).isEqualTo("secret");
    assertThat(issuer.asked.get(0).refreshToken()).isEqualTo("granted again");
  }

  @Test
  void a_client_secret_is_taken_away_and_the_grant_stays() {
    tokens.follow(
        workspace,
        account,
        new OauthSettings(SETTINGS.tokenUrl(), "client", null, true, "mail", null));
    login();

    assertThat(issuer.asked.get(0).clientSecret()).isNull();
    assertThat(issuer.asked.get(0).refreshToken()).isEqualTo("granted");
  }

  @Test
  void what_was_taken_away_opens_nothing() {
    tokens.follow(workspace, account, null);

    assertFault(ConnectionFault.AUTHORIZATION_REFUSED);
  }

  @Test
  void no_secret_lies_in_the_table_as_it_was_given() {
    login();

    assertThat(
            database.value(
                "select client_secret || refresh_token || access_token from messaging.mail_grant"
                    + " where sender_account_id = '"
                    + account
                    + "'"))
        .doesNotContain("secret", "granted", "token-1");
  }

  private String login() {
    var server = new MailServer("mx", 25, MailServer.Security.TLS, "ann", null, true);
    return String.valueOf(logins.ready(workspace, account, server).password());
  }

  private void assertFault(ConnectionFault fault) {
    assertThatThrownBy(this::login)
        .isInstanceOfSatisfying(
            LoginUnavailable.class, none -> assertThat(none.fault()).isEqualTo(fault));
  }

  private Logins logins() {
    var made = new Logins();
    made.tokens = tokens;
    made.issuer = issuer;
    return made;
  }

  private static final class GrantDatabase extends ModuleDatabase<MailGrants> {
    GrantDatabase() {
      super("messaging", MailGrants_::new, SenderAccount.class, MailGrant.class);
    }
  }

  private static final class Issuer implements TokenIssuer {
    final List<Question> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger given = new AtomicInteger();
    volatile Function<Question, Answer> answer = this::nextToken;

    Answer nextToken(Question question) {
      return new Issued("token-" + given.incrementAndGet(), Duration.ofHours(1), null);
    }

    @Override
    public Answer ask(Question question) {
      asked.add(question);
      return answer.apply(question);
    }
  }

  /** Each call in a transaction of its own, as in the container. */
  private final class Tokens extends AccessTokens {
    @Override
    Standing look(UUID workspaceId, UUID senderAccountId) {
      return database.inTransaction(work -> with(work).look(workspaceId, senderAccountId));
    }

    @Override
    boolean answered(UUID workspaceId, UUID senderAccountId, Standing asked, Answer answer) {
      return database.inTransaction(
          work -> with(work).answered(workspaceId, senderAccountId, asked, answer));
    }

    @Override
    void drop(UUID workspaceId, UUID senderAccountId) {
      run(one -> one.drop(workspaceId, senderAccountId));
    }

    @Override
    void forget(UUID workspaceId, UUID senderAccountId) {
      run(one -> one.forget(workspaceId, senderAccountId));
    }

    @Override
    void follow(UUID workspaceId, UUID senderAccountId, @Nullable OauthSettings settings) {
      run(one -> one.follow(workspaceId, senderAccountId, settings));
    }

    private void run(Consumer<AccessTokens> work) {
      database.inTransaction(
          grants -> {
            work.accept(with(grants));
            return true;
          });
    }

    private AccessTokens with(MailGrants work) {
      var one = new AccessTokens();
      one.grants = work;
      one.secrets = KernelParts.secrets();
      one.clocks = LoginsIT.this.clocks;
      return one;
    }
  }
}
