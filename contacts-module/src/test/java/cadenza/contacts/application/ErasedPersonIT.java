package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.domain.ContactChanged;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasedPersonIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final ContactsStage stage = new ContactsStage(database);

  @Test
  void nothing_of_the_person_is_left_in_any_table() {
    var avery = stage.contact(workspace, "Avery Zanzibar", "avery@zanzibar.example").id();
    var twin = stage.contact(workspace, "A. Zanzibar", "chen@zanzibar.example").id();
    stage.suppress(
        workspace,
        new SuppressionDraft(
            "avery@zanzibar.example", null, null, "asked", "mail of zanzibar", null));
    stage.merge(workspace, avery, twin);

    stage.erase(workspace, avery, false);

    for (var table :
        database.values("select tablename from pg_tables where schemaname = 'contacts'")) {
      assertThat(
              database.values(
                  "select t::text from contacts." + table + " t where t::text ilike '%zanzibar%'"))
          .as(table)
          .noneMatch(row -> !table.equals("company"));
    }
    assertThat(stage.erased.all())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.addresses())
                  .containsExactly("avery@zanzibar.example", "chen@zanzibar.example");
              assertThat(fact.alsoKnownAs()).containsExactly(twin);
            });
    assertThat(stage.deleted.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.erased()).isTrue());
  }

  @Test
  void a_suppression_goes_on_by_its_hash_when_the_person_comes_again() {
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();
    stage.suppress(workspace, SuppressionDraft.of("avery@acme.com", "asked"));

    stage.erase(workspace, avery, false);

    assertThat(database.values("select subject from contacts.suppression")).containsExactly("null");
    var again = stage.contact(workspace, "Avery", "Avery@acme.com").id();
    assertThat(suppressed(again)).isTrue();
    assertThat(stage.suppress(workspace, SuppressionDraft.of("avery@acme.com", "again")).created())
        .isFalse();
  }

  @Test
  void nobody_writes_again_only_where_that_was_asked() {
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();
    var blake = stage.contact(workspace, "Blake", "blake@acme.com").id();

    stage.erase(workspace, avery, true);
    stage.erase(workspace, blake, false);

    assertThat(suppressed(stage.contact(workspace, "Avery", "avery@acme.com").id())).isTrue();
    assertThat(suppressed(stage.contact(workspace, "Blake", "blake@acme.com").id())).isFalse();
    assertThat(stage.suppressionAdded.all()).isEmpty();
  }

  @Test
  void a_deleted_contact_frees_its_address_and_keeps_its_suppression() {
    var avery = stage.contact(workspace, "Avery", "avery@acme.com");
    stage.suppress(workspace, SuppressionDraft.of("avery@acme.com", "asked"));
    assertThatThrownBy(() -> delete(workspace, avery.id(), avery.version() + 1))
        .isInstanceOf(ContactChanged.class);

    delete(workspace, avery.id(), avery.version());

    assertThat(stage.found(workspace, avery.id())).isEmpty();
    assertThat(database.values("select subject from contacts.suppression"))
        .containsExactly("avery@acme.com");
    assertThatThrownBy(() -> delete(workspace, avery.id(), null)).isInstanceOf(NotFound.class);
    assertThat(stage.contact(workspace, "Avery", "avery@acme.com").id()).isNotEqualTo(avery.id());
  }

  @Test
  void another_workspace_erases_nothing() {
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();

    assertThatThrownBy(() -> stage.erase(Ids.next(), avery, true)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> delete(Ids.next(), avery, null)).isInstanceOf(NotFound.class);

    assertThat(stage.found(workspace, avery)).isPresent();
  }

  private void delete(
      UUID workspaceId, UUID contact, @org.jspecify.annotations.Nullable Long expected) {
    stage.removing(
        on -> {
          on.delete(workspaceId, contact, expected);
          return true;
        });
  }

  private boolean suppressed(UUID contact) {
    return stage.recipient(contact).suppressed();
  }
}
