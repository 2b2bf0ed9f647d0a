package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCard.Email;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.contacts.domain.Contacts_;
import cadenza.contacts.domain.Suppressions_;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SuppressionsIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final HandSetClocks clocks = new HandSetClocks();
  final Heard<SuppressionAdded> added = new Heard<>();
  final Heard<SuppressionLifted> lifted = new Heard<>();

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

    lift(lift -> lift.of(workspace, "AVERY@example.com"));

    assertThat(recipient(contact).suppressed()).isFalse();
    assertThat(among(workspace, "avery@example.com")).isEmpty();
    assertThat(lifted.all()).hasSize(1);
    assertThat(
            database.values("select reason from contacts.suppression where lifted_at is not null"))
        .containsExactly("asked by phone");
    assertThatThrownBy(() -> lift(lift -> lift.of(workspace, "avery@example.com")))
        .isInstanceOf(NotFound.class);
    assertThat(suppress(workspace, "avery@example.com").created()).isTrue();
    assertThat(recipient(contact).suppressed()).isTrue();
  }

  @Test
  void one_workspace_neither_obeys_nor_lifts_the_suppressions_of_another() {
    var contact = contact("avery@example.com");
    var elsewhere = Ids.next();
    var theirs = suppress(elsewhere, "avery@example.com").card();

    assertThat(recipient(contact).suppressed()).isFalse();
    assertThat(among(workspace, "avery@example.com")).isEmpty();
    assertThatThrownBy(() -> lift(lift -> lift.withId(workspace, theirs.id())))
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
    return database.inTransaction(
        session -> {
          var suppress = new SuppressAddress();
          suppress.contacts = new Contacts_(session);
          suppress.suppressions = new Suppressions_(session);
          suppress.suppressionAdded = added;
          suppress.clocks = clocks;
          return suppress.suppress(workspaceId, address, reason);
        });
  }

  private void lift(Consumer<LiftSuppression> work) {
    database.inTransaction(
        session -> {
          var lift = new LiftSuppression();
          lift.suppressions = new Suppressions_(session);
          lift.suppressionLifted = lifted;
          lift.clocks = clocks;
          work.accept(lift);
          return true;
        });
  }

  private UUID contact(String address) {
    return database.inTransaction(
        session -> {
          var save = new SaveContact();
          save.contacts = new Contacts_(session);
          save.contactCreated = new Heard<>();
          save.contactUpdated = new Heard<>();
          save.clocks = clocks;
          var draft =
              new ContactDraft(
                  "Avery", List.of(new Email("work", address)), null, null, null, null);
          return save.save(workspace, draft).card().id();
        });
  }

  private static Recipient recipient(UUID contact) {
    return database.inTransaction(
        session -> {
          var read = new ReadContacts();
          read.contacts = new Contacts_(session);
          return read.recipients(List.of(contact)).get(contact);
        });
  }

  private static Set<String> among(UUID workspaceId, String... addresses) {
    return database.inTransaction(
        session -> {
          var read = new ReadSuppressions();
          read.suppressions = new Suppressions_(session);
          return read.among(workspaceId, List.of(addresses));
        });
  }
}
