package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactsCreated;
import cadenza.contacts.api.EnsureContact;
import cadenza.contacts.domain.ContactBatches.Chosen;
import cadenza.contacts.domain.ContactBatches_;
import cadenza.contacts.domain.ContactImports_;
import cadenza.kernel.api.Ids;
import cadenza.testing.AtOnce;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contacts by the thousand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AudienceIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final HandSetClocks clocks = new HandSetClocks();
  final Heard<ContactsCreated> created = new Heard<>();

  @Test
  void an_order_for_many_makes_one_contact_for_each_address_that_nobody_holds() {
    ensure("avery@example.com", "Blake@Example.com");

    ensure("blake@example.com", "BLAKE@example.com", "no address", "casey@example.com");

    assertThat(names())
        .containsExactlyInAnyOrder("avery@example.com", "Blake@Example.com", "casey@example.com");
    assertThat(created.all().get(1).contacts())
        .extracting(ContactCreated::emailAddress)
        .containsExactly("casey@example.com");
    assertThat(
            database.value(
                "select count(*) from contacts.contact c join contacts.contact_address a"
                    + " on a.contact_id = c.id and a.address_key = c.address_key"))
        .isEqualTo("3");
  }

  @Test
  void orders_at_the_same_time_make_each_contact_once() {
    AtOnce.times(
        6,
        i -> {
          var addresses = new ArrayList<String>();
          for (int n = 0; n < 200; n++) {
            addresses.add("person" + (n * 7 + i * 31) % 200 + "@example.com");
          }
          ensure(addresses.toArray(new String[0]));
          return i;
        });

    assertThat(database.value("select count(*) from contacts.contact")).isEqualTo("200");
    assertThat(created.all().stream().mapToInt(one -> one.contacts().size()).sum()).isEqualTo(200);
  }

  @Test
  void another_workspace_has_its_own() {
    ensure("avery@example.com");
    var other = Ids.next();

    database.inTransaction(
        session -> {
          var ids = new ContactBatches_(session).holders(workspace, Set.of("avery@example.com"));
          assertThat(ids).hasSize(1);
          assertThat(new ContactBatches_(session).holders(other, Set.of("avery@example.com")))
              .isEmpty();
          assertThat(new ContactBatches_(session).addressees(other, ids.values())).isEmpty();
          return true;
        });
  }

  @Test
  void a_selection_is_read_in_the_order_of_the_ids_page_by_page() {
    var addresses = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      addresses.add("person" + i + "@" + (i < 20 ? "acme" : "initech") + ".example");
    }
    ensure(addresses.toArray(new String[0]));
    var label = Ids.next();
    database.execute(
        "insert into contacts.label (workspace_id, id, name, name_key, created_at, updated_at,"
            + " version) values ('%s', '%s', 'Lead', 'lead', now(), now(), 0)"
                .formatted(workspace, label));
    database.execute(
        "insert into contacts.contact_label select workspace_id, '%s', id, now()".formatted(label)
            + " from contacts.contact where address_key like 'person1%'");

    assertThat(all(new Chosen(null, null))).hasSize(25);
    assertThat(all(new Chosen(label, null))).hasSize(11).allMatch(key -> key.startsWith("person1"));
    assertThat(all(new Chosen(null, "initech.example"))).hasSize(5);
    assertThat(all(new Chosen(label, "acme.example"))).hasSize(11);
    assertThat(all(new Chosen(label, "initech.example"))).isEmpty();
  }

  /** Four at a time, by the text that a job keeps. */
  private List<String> all(Chosen chosen) {
    return database.inTransaction(
        session -> {
          var batches = new ContactBatches_(session);
          var kept = Chosen.read(chosen.text());
          var found = new ArrayList<String>();
          UUID last = null;
          while (true) {
            var page = batches.chosen(workspace, kept, last, 4);
            page.forEach(one -> found.add(String.valueOf(one.addressKey())));
            if (page.size() < 4) {
              assertThat(batches.countChosen(workspace, kept)).isEqualTo(found.size());
              assertThat(found).doesNotHaveDuplicates();
              return found;
            }
            last = page.get(3).id();
          }
        });
  }

  @Test
  void nobody_goes_while_many_are_counted_on_and_others_are_not_held_up() {
    try (var counting = database.begun()) {
      new ContactBatches_(counting).letNobodyGo(workspace);

      assertThatThrownBy(() -> lockToGo(workspace)).hasStackTraceContaining("lock timeout");
      assertThat(lockToGo(Ids.next())).isTrue();
      assertThat(countOn(workspace)).as("two that count on them").isTrue();

      counting.getTransaction().rollback();
    }
    assertThat(lockToGo(workspace)).isTrue();
  }

  private boolean lockToGo(UUID workspaceId) {
    return database.inTransaction(
        session -> {
          session.createNativeMutationQuery("set local lock_timeout = '200ms'").executeUpdate();
          new ContactImports_(session).lockToGo(workspaceId, List.of());
          return true;
        });
  }

  private boolean countOn(UUID workspaceId) {
    return database.inTransaction(
        session -> {
          new ContactBatches_(session).letNobodyGo(workspaceId);
          return true;
        });
  }

  private List<String> names() {
    return database.values("select full_name from contacts.contact");
  }

  private void ensure(String... addresses) {
    database.inTransaction(
        session -> {
          var ensure = new EnsureMany();
          ensure.batches = new ContactBatches_(session);
          ensure.contactsCreated = created;
          ensure.clocks = clocks;
          var orders = new ArrayList<EnsureContact>();
          for (var address : addresses) {
            orders.add(
                new EnsureContact(Ids.next(), workspace, clocks.of(workspace), address, address));
          }
          ensure.ensure(orders);
          return true;
        });
  }
}
