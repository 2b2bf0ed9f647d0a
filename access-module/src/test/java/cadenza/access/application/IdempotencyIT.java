package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Caller;
import cadenza.access.api.StoredAnswer;
import cadenza.access.domain.IdempotencyKeyInUse;
import cadenza.access.domain.IdempotencyKeyReused;
import cadenza.access.domain.IdempotencyKeys_;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Signatures;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request with a key: the key, the effect (here a workspace's row) and the answer are one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdempotencyIT {
  static final StoredAnswer CREATED =
      new StoredAnswer(201, "/v1/contacts/ctc_1", "application/json", "{\"id\":\"ctc_1\"}");
  static final StoredAnswer REFUSED =
      new StoredAnswer(422, null, "application/problem+json", "{\"code\":\"invalid\"}");
  @RegisterExtension static final AccessDatabase database = new AccessDatabase();

  String masterKey = "first";
  String masterKeyBefore = "none";
  final HandSetClocks clocks = new HandSetClocks();
  final Caller caller = new Caller(Ids.next(), Ids.next(), Set.of(), null);

  @Test
  void a_repeat_gets_the_first_answer_to_the_letter_and_does_nothing() {
    assertThat(request(caller, "k", "body")).isEmpty();

    assertThat(request(caller, "k", "body")).contains(CREATED);

    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void another_request_under_the_same_key_is_refused() {
    request(caller, "k", "body");

    assertThatThrownBy(() -> request(caller, "k", "another body"))
        .isInstanceOf(IdempotencyKeyReused.class);

    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void a_repeat_is_known_after_the_master_key_was_changed() {
    request(caller, "k", "body");

    masterKeyBefore = masterKey;
    masterKey = "second";

    assertThat(request(caller, "k", "body")).contains(CREATED);
    assertThatThrownBy(() -> request(caller, "k", "another body"))
        .isInstanceOf(IdempotencyKeyReused.class);
  }

  /** Signs as the product does, with keys that the test changes. */
  private final class TwoKeys implements Signatures {
    @Override
    public byte[] sign(String purpose, String content) {
      return signed(masterKey, purpose, content);
    }

    @Override
    public boolean proves(String purpose, String content, byte[] signature) {
      return Arrays.equals(signed(masterKey, purpose, content), signature)
          || Arrays.equals(signed(masterKeyBefore, purpose, content), signature);
    }

    private static byte[] signed(String key, String purpose, String content) {
      return UUID.nameUUIDFromBytes((key + purpose + content).getBytes(StandardCharsets.UTF_8))
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void while_the_first_is_being_done_a_second_is_turned_away_at_once() {
    try (var running = database.begun()) {
      assertThat(use(running).begin(caller, "k", "body")).isEmpty();

      assertThatThrownBy(() -> request(caller, "k", "body"))
          .isInstanceOf(IdempotencyKeyInUse.class);

      running.getTransaction().rollback();
    }
  }

  @Test
  void a_request_that_died_leaves_neither_effect_nor_key() throws Exception {
    try (var dying = database.begun()) {
      use(dying).begin(caller, "k", "body");
      effect(dying);
      use(dying).answered(caller, "k", "body", CREATED);
      database.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where state = 'idle in transaction'");
      assertThatThrownBy(() -> dying.getTransaction().commit()).isNotNull();
    }
    assertThat(effects()).isZero();

    assertThat(request(caller, "k", "body")).isEmpty();

    assertThat(effects()).isEqualTo(1);
    assertThat(request(caller, "k", "body")).contains(CREATED);
  }

  @Test
  void a_refusal_is_repeated_too() {
    database.inTransaction(
        session -> {
          use(session).answered(caller, "k", "body", REFUSED);
          return true;
        });

    assertThat(request(caller, "k", "body")).contains(REFUSED);

    assertThat(effects()).isZero();
  }

  @Test
  void a_late_refusal_takes_nothing_from_another_try_that_succeeded() {
    request(caller, "k", "body");

    database.inTransaction(
        session -> {
          use(session).answered(caller, "k", "body", REFUSED);
          return true;
        });

    assertThat(request(caller, "k", "body")).contains(CREATED);
  }

  @Test
  void of_twenty_at_once_one_is_done() {
    var outcomes =
        AtOnce.times(
            20,
            () -> {
              try {
                return request(caller, "k", "body").isEmpty() ? "done" : "repeated";
              } catch (IdempotencyKeyInUse turnedAway) {
                return "turned away";
              }
            });

    assertThat(outcomes).filteredOn("done"::equals).hasSize(1);
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void a_key_belongs_to_one_token() {
    request(caller, "k", "body");

    var colleague = new Caller(caller.workspaceId(), Ids.next(), Set.of(), null);
    var stranger = new Caller(Ids.next(), caller.tokenId(), Set.of(), null);
    assertThat(request(colleague, "k", "another body")).isEmpty();
    assertThat(request(stranger, "k", "another body")).isEmpty();

    assertThat(effects()).isEqualTo(3);
  }

  @Test
  void a_key_is_kept_for_24_hours() {
    request(caller, "k", "body");
    var first = database.value("select fingerprint from access.idempotency_key");

    clocks.pass(Duration.ofHours(24));
    assertThat(request(caller, "k", "body")).contains(CREATED);
    clocks.pass(Duration.ofSeconds(1));
    assertThat(request(caller, "k", "another body")).isEmpty();

    assertThat(effects()).isEqualTo(2);
    assertThat(database.values("select fingerprint from access.idempotency_key"))
        .hasSize(1)
        .doesNotContain(first, "another body");
  }

  @Test
  void a_lost_answer_is_looked_up_by_the_token_that_asked() {
    request(caller, "k", "body");
    var colleague = new Caller(caller.workspaceId(), Ids.next(), Set.of(), null);

    assertThat(lookUp(caller, "k")).isEqualTo(CREATED);
    assertThatThrownBy(() -> lookUp(caller, "another")).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> lookUp(colleague, "k")).isInstanceOf(NotFound.class);
    try (var running = database.begun()) {
      use(running).begin(caller, "k2", "body");
      assertThatThrownBy(() -> lookUp(caller, "k2")).isInstanceOf(IdempotencyKeyInUse.class);
      running.getTransaction().rollback();
    }
    clocks.pass(Duration.ofHours(24).plusSeconds(1));
    assertThatThrownBy(() -> lookUp(caller, "k")).isInstanceOf(NotFound.class);
  }

  private StoredAnswer lookUp(Caller who, String key) {
    return database.inTransaction(session -> use(session).lookUp(who, key));
  }

  /** One request as the interface does it: begin, work, answer, commit. */
  private Optional<StoredAnswer> request(Caller caller, String key, String fingerprint) {
    return database.inTransaction(
        session -> {
          var stored = use(session).begin(caller, key, fingerprint);
          if (stored.isEmpty()) {
            effect(session);
            use(session).answered(caller, key, fingerprint, CREATED);
          }
          return stored;
        });
  }

  private UseIdempotencyKey use(StatelessSession session) {
    var use = new UseIdempotencyKey();
    use.keys = new IdempotencyKeys_(session);
    use.signatures = new TwoKeys();
    use.clocks = clocks;
    return use;
  }

  private static void effect(StatelessSession session) {
    session
        .createNativeMutationQuery(
            "insert into access.workspace values (:id, 'Effect', 'UTC', false, now())")
        .setParameter("id", UUID.randomUUID())
        .executeUpdate();
  }

  private static long effects() {
    return database.values("select id from access.workspace").size();
  }
}
