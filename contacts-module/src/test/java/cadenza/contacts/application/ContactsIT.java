package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactCard.Email;
import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactDetails;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.ContactFilter;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.domain.AddressAlreadyTaken;
import cadenza.contacts.domain.ContactChanged;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import cadenza.testing.Heard;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContactsIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final ContactsStage stage = new ContactsStage(database);
  final Heard<ContactCreated> created = stage.created;
  final Heard<ContactUpdated> updated = stage.updated;

  @Test
  void of_fifty_changes_at_once_by_who_read_first_none_is_lost() {
    var contact = save(workspace, draft("0", "avery@example.com")).card().id();

    AtOnce.times(
        50,
        () -> {
          while (true) {
            var read = find(workspace, contact);
            var next = String.valueOf(Integer.parseInt(read.fullName()) + 1);
            try {
              return change(workspace, contact, draft(next), read.version());
            } catch (ContactChanged readAgain) {
              // somebody was quicker
            }
          }
        });

    assertThat(find(workspace, contact).fullName()).isEqualTo("50");
  }

  @Test
  void fifty_requests_at_once_for_one_address_make_one_contact() {
    var turn = new AtomicInteger();

    var saved =
        AtOnce.times(
            50,
            () -> save(workspace, draft("Avery " + turn.incrementAndGet(), "avery@example.com")));

    assertThat(saved).extracting(SavedContact::created).containsOnlyOnce(true);
    assertThat(saved).extracting(one -> one.card().id()).containsOnly(saved.get(0).card().id());
    assertThat(database.values("select id from contacts.contact")).hasSize(1);
    assertThat(database.values("select address_key from contacts.contact_address")).hasSize(1);
    assertThat(database.values("select version from contacts.contact")).containsExactly("49");
    assertThat(created.all()).hasSize(1);
    assertThat(updated.all()).hasSize(49);
  }

  @Test
  void an_address_is_the_same_however_it_is_written() {
    var first = save(workspace, draft("Avery Chen", "Avery@Example.COM"));

    var second = save(workspace, draft("Avery L. Chen", "  avery@example.com "));

    assertThat(second.created()).isFalse();
    assertThat(second.card().id()).isEqualTo(first.card().id());
    assertThat(second.card().fullName()).isEqualTo("Avery L. Chen");
    assertThat(database.values("select address_key from contacts.contact_address"))
        .containsExactly("avery@example.com");
    assertThat(idOf(workspace, " AVERY@example.com")).isEqualTo(first.card().id());
  }

  @Test
  void what_the_draft_leaves_out_stays() {
    var first =
        save(
            workspace,
            new ContactDraft(
                "Avery Chen",
                List.of(new Email("work", "avery@example.com")),
                List.of(new ContactCard.Phone("work", "+52 55 1234")),
                null,
                "Met in Lyon",
                "Europe/Paris"));

    save(workspace, new ContactDraft(null, emails("avery@example.com"), null, null, null, null));

    var now = find(workspace, first.card().id());
    assertThat(now.fullName()).isEqualTo("Avery Chen");
    assertThat(now.notes()).isEqualTo("Met in Lyon");
    assertThat(now.zone()).isEqualTo("Europe/Paris");
    assertThat(now.phones()).hasSize(1);
  }

  @Test
  void whoever_is_not_to_be_tracked_stays_so_until_somebody_says_otherwise() {
    var id = save(workspace, tracked(true)).card().id();
    save(workspace, draft("Avery", "avery@example.com"));

    assertThat(find(workspace, id).doNotTrack()).isTrue();
    assertThat(stage.recipient(id).doNotTrack()).isTrue();

    save(workspace, tracked(false));
    assertThat(find(workspace, id).doNotTrack()).isFalse();
    assertThat(stage.recipient(id).doNotTrack()).isFalse();
  }

  private static ContactDraft tracked(boolean doNotTrack) {
    return new ContactDraft(
        "Avery", null, emails("avery@example.com"), null, null, null, null, null, doNotTrack, null);
  }

  @Test
  void an_address_belongs_to_one_contact_and_a_refused_change_leaves_no_trace() {
    save(workspace, draft("Avery", "avery@example.com"));
    var other = save(workspace, draft("Blake", "blake@example.com")).card();

    assertThatThrownBy(
            () -> save(workspace, draft("Blake B.", "blake@example.com", "AVERY@example.com")))
        .isInstanceOf(AddressAlreadyTaken.class);

    assertThat(find(workspace, other.id()).fullName()).isEqualTo("Blake");
    assertThat(database.values("select address_key from contacts.contact_address"))
        .containsExactlyInAnyOrder("avery@example.com", "blake@example.com");
  }

  @Test
  void an_address_that_was_given_up_is_free() {
    var first = save(workspace, draft("Avery", "avery@example.com", "old@example.com")).card();
    change(workspace, first.id(), draft("Avery", "avery@example.com"), null);

    var second = save(workspace, draft("Blake", "old@example.com"));

    assertThat(second.created()).isTrue();
    assertThat(second.card().id()).isNotEqualTo(first.id());
  }

  @Test
  void two_workspaces_share_no_contact() throws Exception {
    var elsewhere = Ids.next();
    var mine = save(workspace, draft("Avery", "avery@example.com")).card();

    var theirs = save(elsewhere, draft("Another Avery", "avery@example.com"));

    assertThat(theirs.created()).isTrue();
    assertThat(theirs.card().id()).isNotEqualTo(mine.id());
    assertThat(idOf(elsewhere, "avery@example.com")).isEqualTo(theirs.card().id());
    assertThatThrownBy(() -> find(elsewhere, mine.id())).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> change(elsewhere, mine.id(), draft("Mine now"), null))
        .isInstanceOf(NotFound.class);
    assertThat(names(elsewhere, null)).containsExactly("Another Avery");
    assertThat(find(workspace, mine.id()).fullName()).isEqualTo("Avery");
  }

  @Test
  void who_read_an_older_version_changes_nothing() {
    var read = save(workspace, draft("Avery", "avery@example.com")).card();
    change(workspace, read.id(), draft("Avery Chen"), read.version());

    assertThatThrownBy(() -> change(workspace, read.id(), draft("Chen"), read.version()))
        .isInstanceOf(ContactChanged.class);

    assertThat(find(workspace, read.id()).fullName()).isEqualTo("Avery Chen");
  }

  @Test
  void of_twenty_who_change_the_version_they_read_one_succeeds() {
    var read = save(workspace, draft("Avery", "avery@example.com")).card();

    var outcomes =
        AtOnce.times(
            20,
            () -> {
              try {
                change(workspace, read.id(), draft("Avery Chen"), read.version());
                return true;
              } catch (ContactChanged late) {
                return false;
              }
            });

    assertThat(outcomes).containsOnlyOnce(true);
  }

  @Test
  void a_list_is_searched_by_name_and_by_every_address() {
    save(workspace, draft("Avery 100%", "avery@example.com", "home@example.org"));
    save(workspace, draft("Blake", "blake@example.com"));

    assertThat(names(workspace, "avery")).containsExactly("Avery 100%");
    assertThat(names(workspace, "HOME@")).containsExactly("Avery 100%");
    assertThat(names(workspace, "av 10")).containsExactly("Avery 100%");
    assertThat(names(workspace, "avery blake")).isEmpty();
    assertThat(names(workspace, "%")).isEmpty();
    assertThat(names(workspace, "' | (!& \\ :*")).isEmpty();
    assertThat(names(workspace, "example.com")).containsExactly("Blake", "Avery 100%");
  }

  @Test
  void the_work_address_names_the_company_and_a_free_mailbox_names_none() {
    var work =
        save(
                workspace,
                new ContactDraft(
                    "Avery",
                    List.of(
                        new Email("home", "avery@gmail.com"), new Email("work", "avery@Acme.com")),
                    null,
                    null,
                    null,
                    null))
            .card();
    var free = save(workspace, draft("Blake", "blake@gmail.com")).card();

    assertThat(work.details().domain()).isEqualTo("acme.com");
    assertThat(free.details().domain()).isNull();
    assertThat(database.values("select domain from contacts.company")).containsExactly("acme.com");

    change(workspace, work.id(), draft("Avery", "avery@umbrella.example"), null);
    assertThat(find(workspace, work.id()).details().domain()).isEqualTo("umbrella.example");
  }

  @Test
  void what_was_said_of_the_company_stays_whatever_the_address() {
    var said =
        save(
                workspace,
                new ContactDraft(
                    null,
                    new ContactDetails(
                        "Avery",
                        "Chen",
                        "CTO",
                        "Acme",
                        "ACME.com",
                        "50",
                        "Anvils",
                        "Lyon",
                        null,
                        "France"),
                    emails("avery@gmail.com"),
                    List.of(new ContactCard.Phone("work", "+52 (55) 1234")),
                    List.of(new ContactCard.Profile("LinkedIn", "linkedin.com/in/avery/")),
                    null,
                    null,
                    null,
                    null,
                    null))
            .card();

    var read = find(workspace, said.id());

    assertThat(read.fullName()).isEqualTo("Avery Chen");
    assertThat(read.details().domain()).isEqualTo("acme.com");
    assertThat(read.profiles())
        .containsExactly(new ContactCard.Profile("linkedin", "https://linkedin.com/in/avery/"));
    assertThat(database.values("select handle_key from contacts.contact_handle order by kind"))
        .containsExactly("+52551234", "https://linkedin.com/in/avery");
    var variables = stage.recipient(said.id()).variables();
    assertThat(variables)
        .containsEntry("first_name", "Avery")
        .containsEntry("company", "Acme")
        .containsEntry("phone", "+52 (55) 1234")
        .doesNotContainKey("state");
  }

  private SavedContact save(UUID workspaceId, ContactDraft draft) {
    return saving(save -> save.save(workspaceId, draft));
  }

  private ContactCard change(
      UUID workspaceId, UUID id, ContactDraft draft, @Nullable Long expected) {
    return saving(save -> save.change(workspaceId, id, draft, expected));
  }

  private <T> T saving(Function<SaveContact, T> work) {
    return stage.saving(work);
  }

  private ContactCard find(UUID workspaceId, UUID id) {
    return reading(read -> read.find(workspaceId, id).orElseThrow(() -> new NotFound("contact")));
  }

  private @Nullable UUID idOf(UUID workspaceId, String address) {
    return reading(read -> read.idOf(workspaceId, address)).orElse(null);
  }

  private List<String> names(UUID workspaceId, @Nullable String query) {
    return reading(
        read ->
            read.list(workspaceId, ContactFilter.ofQuery(query), null, 50).results().stream()
                .map(ContactCard::fullName)
                .toList());
  }

  private <T> T reading(Function<ReadContacts, T> work) {
    return stage.reading(work);
  }

  private static ContactDraft draft(String name, String... addresses) {
    return new ContactDraft(
        name, addresses.length == 0 ? null : emails(addresses), null, null, null, null);
  }

  private static List<Email> emails(String... addresses) {
    return Stream.of(addresses).map(address -> new Email("work", address)).toList();
  }
}
