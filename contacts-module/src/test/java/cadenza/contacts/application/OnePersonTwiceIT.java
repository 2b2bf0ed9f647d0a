package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDetails;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.domain.Contacts_;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OnePersonTwiceIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final ContactsStage stage = new ContactsStage(database);

  @Test
  void a_merge_keeps_what_either_said_and_the_kept_ones_word_first() {
    stage.customFields(on -> on.create(workspace, "plan", "Plan", "text"));
    stage.customFields(on -> on.create(workspace, "seats", "Seats", "number"));
    var kept = contact("Avery Chen", "CTO", null, Map.of("plan", "gold"), "avery@acme.com").id();
    var other =
        contact("A. Chen", "Boss", "Lyon", Map.of("plan", "free", "seats", 3), "chen@home.example")
            .id();
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    stage.labelling(on -> on.applyToAll(workspace, label, List.of(other)));

    var now = stage.merge(workspace, kept, other);

    assertThat(now.fullName()).isEqualTo("Avery Chen");
    assertThat(now.details().title()).isEqualTo("CTO");
    assertThat(now.details().city()).isEqualTo("Lyon");
    assertThat(now.emails())
        .extracting(ContactCard.Email::address)
        .containsExactly("avery@acme.com", "chen@home.example");
    assertThat(now.customFields()).containsEntry("plan", "gold").containsKey("seats");
    assertThat(now.labels()).extracting(ContactCard.Label::name).containsExactly("Lead");
    assertThat(stage.holder(workspace, "chen@home.example")).contains(kept);
    assertThat(stage.merged.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.mergedContactId()).isEqualTo(other));
  }

  @Test
  void the_merged_ones_id_goes_on_to_name_the_kept_one() {
    var first = stage.contact(workspace, "Avery", "a@acme.com").id();
    var second = stage.contact(workspace, "Avery", "b@acme.com").id();
    var third = stage.contact(workspace, "Avery", "c@acme.com").id();

    stage.merge(workspace, second, first);
    stage.merge(workspace, third, second);

    for (var id : List.of(first, second, third)) {
      assertThat(stage.found(workspace, id).orElseThrow().id()).isEqualTo(third);
      assertThat(stage.recipient(id).contactId()).isEqualTo(third);
    }
    assertThat(stage.found(Ids.next(), first)).isEmpty();
  }

  @Test
  void who_was_merged_into_somebody_suppressed_is_not_written_to() {
    var first = stage.contact(workspace, "Avery", "a@acme.com").id();
    var second = stage.contact(workspace, "Avery", "b@acme.com").id();
    stage.merge(workspace, second, first);
    stage.suppress(workspace, SuppressionDraft.of("b@acme.com", "manual"));

    for (var id : List.of(first, second)) {
      assertThat(stage.recipient(id).suppressed()).isTrue();
      assertThat(heldRecipient(id))
          .get()
          .satisfies(
              held -> {
                assertThat(held.contactId()).isEqualTo(second);
                assertThat(held.suppressed()).isTrue();
              });
    }
    assertThat(heldRecipient(Ids.next())).isEmpty();
  }

  @Test
  void of_merges_both_ways_at_once_one_succeeds() {
    var one = stage.contact(workspace, "Avery", "a@acme.com").id();
    var two = stage.contact(workspace, "Avery", "b@acme.com").id();

    var outcomes =
        AtOnce.times(
            10,
            i -> {
              try {
                stage.merge(workspace, i % 2 == 0 ? one : two, i % 2 == 0 ? two : one);
                return true;
              } catch (NotFound gone) {
                return false;
              }
            });

    assertThat(outcomes).containsOnlyOnce(true);
    assertThat(database.values("select id from contacts.contact")).hasSize(1);
    assertThat(database.values("select address_key from contacts.contact_address")).hasSize(2);
  }

  @Test
  void a_contact_that_somebody_is_about_to_enroll_is_merged_afterwards() throws Exception {
    var kept = stage.contact(workspace, "Avery", "a@acme.com").id();
    var other = stage.contact(workspace, "Avery", "b@acme.com").id();
    try (var enrolling = database.begun()) {
      assertThat(heldRecipient(enrolling, other))
          .get()
          .extracting(Recipient::contactId)
          .isEqualTo(other);

      var merging = CompletableFuture.runAsync(() -> stage.merge(workspace, kept, other));
      database.awaitSomebodyWaiting();
      assertThat(merging).isNotDone();
      enrolling.getTransaction().commit();
      merging.get();
    }

    Optional<UUID> held = database.inTransaction(session -> hold(new Contacts_(session), other));
    assertThat(held).contains(kept);
  }

  private Optional<UUID> hold(Contacts_ contacts, UUID id) {
    var keep = new KeepContacts();
    keep.contacts = contacts;
    return keep.hold(workspace, id);
  }

  private Optional<Recipient> heldRecipient(UUID id) {
    return database.inTransaction(session -> heldRecipient(session, id));
  }

  private Optional<Recipient> heldRecipient(StatelessSession session, UUID id) {
    var keep = new KeepContacts();
    keep.contacts = new Contacts_(session);
    keep.mailGate = stage.mailGate(session);
    return keep.holdRecipient(workspace, id);
  }

  @Test
  void a_contact_is_not_merged_into_itself_nor_across_workspaces() {
    var mine = stage.contact(workspace, "Avery", "a@acme.com").id();
    var theirs = stage.contact(Ids.next(), "Avery", "a@acme.com").id();

    assertThatThrownBy(() -> stage.merge(workspace, mine, mine))
        .isInstanceOf(cadenza.kernel.api.InvalidField.class);
    assertThatThrownBy(() -> stage.merge(workspace, mine, theirs)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> stage.merge(workspace, theirs, mine)).isInstanceOf(NotFound.class);
  }

  private ContactCard contact(
      String name,
      String title,
      @org.jspecify.annotations.Nullable String city,
      Map<String, Object> values,
      String address) {
    return stage.save(
        workspace,
        new ContactDraft(
            name,
            new ContactDetails(null, null, title, null, null, null, null, city, null, null),
            List.of(new ContactCard.Email("work", address)),
            null,
            null,
            null,
            null,
            null,
            null,
            Map.copyOf(values)));
  }
}
