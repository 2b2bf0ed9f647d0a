package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.Recipient;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionCard;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.api.SuppressionFilter;
import cadenza.contacts.api.SuppressionFilter.State;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SuppressionsIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  static final LiftSuppression.Grounds NO_GROUNDS = new LiftSuppression.Grounds(null, null);

  final UUID workspace = Ids.next();
  final ContactsStage stage = new ContactsStage(database);
  final HandSetClocks clocks = stage.clocks;
  final Heard<SuppressionAdded> added = stage.suppressionAdded;
  final Heard<SuppressionLifted> lifted = stage.suppressionLifted;

  @Test
  void the_gate_closes_for_the_address_and_for_the_contact_that_holds_it() {
    var contact = contact("Avery@Example.com");
    assertThat(recipient(contact).suppressed()).isFalse();

    suppress(workspace, " AVERY@example.COM");

    assertThat(recipient(contact).suppressed()).isTrue();
    assertThat(among(workspace, "avery@example.com", "blake@example.com"))
        .containsExactly("avery@example.com");
    assertThat(added.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.contactId()).isEqualTo(contact));
  }

  @Test
  void an_address_without_a_contact_is_suppressed_for_whoever_gets_it_later() {
    suppress(workspace, "later@example.com");
    assertThat(added.all().get(0).contactId()).isNull();

    assertThat(recipient(contact("later@example.com")).suppressed()).isTrue();
  }

  @Test
  void a_repeat_changes_nothing_not_even_the_reason() {
    var first = suppress(workspace, "avery@example.com", "asked by phone");

    var second = suppress(workspace, "avery@example.com", "manual");

    assertThat(first.created()).isTrue();
    assertThat(second.created()).isFalse();
    assertThat(second.card()).isEqualTo(first.card());
    assertThat(added.all()).hasSize(1);
  }

  @Test
  void twenty_at_once_make_one_suppression() {
    var saved = AtOnce.times(20, () -> suppress(workspace, "avery@example.com"));

    assertThat(saved).extracting(SavedSuppression::created).containsOnlyOnce(true);
    assertThat(database.values("select id from contacts.suppression")).hasSize(1);
  }

  @Test
  void a_lifted_suppression_opens_the_gate_and_stays_on_record() {
    var contact = contact("avery@example.com");
    suppress(workspace, "avery@example.com", "asked by phone");

    lift(lift -> lift.of(workspace, "AVERY@example.com", NO_GROUNDS));

    assertThat(recipient(contact).suppressed()).isFalse();
    assertThat(among(workspace, "avery@example.com")).isEmpty();
    assertThat(lifted.all()).hasSize(1);
    assertThat(
            database.values("select reason from contacts.suppression where lifted_at is not null"))
        .containsExactly("asked by phone");
    assertThatThrownBy(() -> lift(lift -> lift.of(workspace, "avery@example.com", NO_GROUNDS)))
        .isInstanceOf(NotFound.class);
    assertThat(suppress(workspace, "avery@example.com").created()).isTrue();
    assertThat(recipient(contact).suppressed()).isTrue();
  }

  @Test
  void a_domain_closes_every_address_of_it_and_of_its_subdomains() {
    suppress(workspace, new SuppressionDraft(null, "Example.COM", null, "manual", null, null));

    assertThat(
            among(
                workspace,
                "avery@example.com",
                "blake@mail.eu.example.com",
                "casey@notexample.com",
                "drew@example.org"))
        .containsExactlyInAnyOrder("avery@example.com", "blake@mail.eu.example.com");
    assertThat(recipient(contact("Elliot@Example.com")).suppressed()).isTrue();
    assertThat(added.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.domain()).isEqualTo("example.com"));
  }

  @Test
  void another_channel_leaves_the_mail_open() {
    suppress(
        workspace,
        new SuppressionDraft("avery@example.com", null, "linkedin", "manual", null, null));
    assertThat(among(workspace, "avery@example.com")).isEmpty();

    suppress(
        workspace, new SuppressionDraft("avery@example.com", null, "email", "manual", null, null));
    assertThat(among(workspace, "avery@example.com")).hasSize(1);
  }

  @Test
  void what_has_expired_is_over_and_may_begin_anew() {
    var draft =
        new SuppressionDraft(
            "avery@example.com",
            null,
            null,
            "on leave",
            "https://example.com/mail/1",
            clocks.of(workspace).plusSeconds(60));
    suppress(workspace, draft);
    assertThat(among(workspace, "avery@example.com")).hasSize(1);

    clocks.pass(Duration.ofSeconds(60));

    assertThat(among(workspace, "avery@example.com")).isEmpty();
    assertThatThrownBy(() -> lift(lift -> lift.of(workspace, "avery@example.com", NO_GROUNDS)))
        .isInstanceOf(NotFound.class);
    assertThat(suppress(workspace, "avery@example.com").created()).isTrue();
    assertThat(among(workspace, "avery@example.com")).hasSize(1);
  }

  @Test
  void the_table_that_is_asked_tells_no_address_to_who_has_not_the_key() {
    var elsewhere = Ids.next();
    suppress(workspace, "avery@example.com");
    suppress(elsewhere, "avery@example.com");

    assertThat(database.values("select distinct subject_hash from contacts.suppression"))
        .hasSize(2);
    database.execute("update contacts.suppression set subject = null");
    assertThat(among(workspace, "avery@example.com")).hasSize(1);
  }

  @Test
  void a_key_that_was_rolled_back_is_not_remembered() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    session -> {
                      stage.subjectKeys(session).ensured(workspace);
                      throw new IllegalStateException("The request fails");
                    }))
        .isInstanceOf(IllegalStateException.class);

    suppress(workspace, "avery@example.com");

    stage.cache.known().clear();
    assertThat(among(workspace, "avery@example.com")).hasSize(1);
  }

  @Test
  void a_list_of_many_is_in_force_at_once_and_says_what_it_could_not_use() {
    suppress(workspace, "avery@example.com");
    var holder = contact("blake@example.com");

    var outcome =
        stage.suppressMany(
            workspace,
            List.of(
                SuppressionDraft.of("AVERY@example.com", "list"),
                SuppressionDraft.of("blake@example.com", "list"),
                SuppressionDraft.of("Blake@example.com", "list"),
                SuppressionDraft.of("nobody", "list"),
                new SuppressionDraft(null, "acme.com", null, "list", null, null)));

    assertThat(outcome.created()).isEqualTo(2);
    assertThat(outcome.standing()).isEqualTo(2);
    assertThat(outcome.refused())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.index()).isEqualTo(3);
              assertThat(one.code()).isEqualTo("invalid_address");
            });
    assertThat(recipient(holder).suppressed()).isTrue();
    assertThat(stage.suppressionsAdded.all().get(0).suppressions())
        .extracting(SuppressionAdded::contactId)
        .containsExactlyInAnyOrder(holder, null);
  }

  @Test
  void a_list_is_read_by_its_state_its_kind_and_its_address() {
    var one = suppress(workspace, "avery@example.com").card();
    var two =
        suppress(workspace, new SuppressionDraft(null, "acme.com", null, "manual", null, null));
    var soon = clocks.of(workspace).plusSeconds(60);
    var three =
        suppress(workspace, new SuppressionDraft("b@b.example", null, null, "x", null, soon));
    lift(
        lift ->
            lift.withId(
                workspace, one.id(), new LiftSuppression.Grounds("tok_1", "asked again by mail")));
    assertThat(listed(State.IN_FORCE, null, null))
        .containsExactly(three.card().id(), two.card().id());
    clocks.pass(Duration.ofSeconds(60));

    assertThat(listed(State.IN_FORCE, null, null)).containsExactly(two.card().id());
    assertThat(listed(State.LIFTED, null, null)).containsExactly(one.id());
    assertThat(listed(State.EXPIRED, null, null)).containsExactly(three.card().id());
    assertThat(listed(State.ALL, "DOMAIN", null)).containsExactly(two.card().id());
    assertThat(listed(State.ALL, null, "AVERY@example.com")).containsExactly(one.id());
    assertThat(stage.suppressions(read -> read.find(workspace, one.id())).orElseThrow())
        .satisfies(card -> assertThat(card.liftedBy()).isEqualTo("tok_1"))
        .satisfies(card -> assertThat(card.liftEvidence()).isEqualTo("asked again by mail"));
  }

  private List<UUID> listed(State state, @Nullable String kind, @Nullable String subject) {
    return stage
        .suppressions(
            read -> read.list(workspace, new SuppressionFilter(state, kind, subject), null, 50))
        .results()
        .stream()
        .map(SuppressionCard::id)
        .toList();
  }

  @Test
  void one_workspace_neither_obeys_nor_lifts_the_suppressions_of_another() {
    var contact = contact("avery@example.com");
    var elsewhere = Ids.next();
    var theirs = suppress(elsewhere, "avery@example.com").card();

    assertThat(recipient(contact).suppressed()).isFalse();
    assertThat(among(workspace, "avery@example.com")).isEmpty();
    assertThatThrownBy(() -> lift(lift -> lift.withId(workspace, theirs.id(), NO_GROUNDS)))
        .isInstanceOf(NotFound.class);

    assertThat(among(elsewhere, "avery@example.com")).hasSize(1);
  }

  @Test
  void what_is_no_address_cannot_be_suppressed() {
    assertThatThrownBy(() -> suppress(workspace, "Avery <avery@example.com>"))
        .isInstanceOfSatisfying(
            InvalidField.class, e -> assertThat(e.pointer()).isEqualTo("/address"));

    assertThat(database.values("select id from contacts.suppression")).isEmpty();
  }

  private SavedSuppression suppress(UUID workspaceId, String address) {
    return suppress(workspaceId, address, "manual");
  }

  private SavedSuppression suppress(UUID workspaceId, String address, String reason) {
    return suppress(workspaceId, SuppressionDraft.of(address, reason));
  }

  private SavedSuppression suppress(UUID workspaceId, SuppressionDraft draft) {
    return stage.suppress(workspaceId, draft);
  }

  private void lift(Consumer<LiftSuppression> work) {
    stage.lifting(
        lift -> {
          work.accept(lift);
          return true;
        });
  }

  private UUID contact(String address) {
    return stage.contact(workspace, "Avery", address).id();
  }

  private Recipient recipient(UUID contact) {
    return stage.recipient(contact);
  }

  private Set<String> among(UUID workspaceId, String... addresses) {
    return stage.suppressions(read -> read.among(workspaceId, List.of(addresses)));
  }
}
