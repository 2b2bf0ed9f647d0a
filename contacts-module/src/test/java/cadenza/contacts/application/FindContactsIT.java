package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.ContactFilter;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.kernel.api.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many contacts, and somebody looks for a few. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FindContactsIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final ContactsStage stage = new ContactsStage(database);

  @Test
  void a_label_finds_who_carries_it() {
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();
    stage.contact(workspace, "Blake", "blake@acme.com");
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    stage.labelling(on -> on.applyToAll(workspace, label, List.of(avery, Ids.next())));

    assertThat(names(filter(null, label, null, null, null, Map.of(), null)))
        .containsExactly("Avery");
    assertThat(stage.found(workspace, avery).orElseThrow().labels())
        .containsExactly(new ContactCard.Label(label, "Lead"));
  }

  @Test
  void a_domain_finds_who_works_there() {
    stage.contact(workspace, "Avery", "avery@acme.com");
    stage.contact(workspace, "Blake", "blake@umbrella.example");

    assertThat(names(filter(null, null, "acme.com", null, null, Map.of(), null)))
        .containsExactly("Avery");
  }

  @Test
  void a_time_finds_who_came_or_changed_since() {
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();
    stage.contact(workspace, "Blake", "blake@acme.com");
    stage.clocks.pass(Duration.ofHours(1));
    var since = stage.clocks.of(workspace);
    stage.contact(workspace, "Casey", "casey@acme.com");
    stage.save(
        workspace,
        new ContactDraft(
            "Avery Chen",
            List.of(new ContactCard.Email("work", "avery@acme.com")),
            null,
            null,
            null,
            null));

    assertThat(names(filter(null, null, null, since, null, Map.of(), null)))
        .containsExactly("Casey");
    assertThat(names(filter(null, null, null, null, since, Map.of(), null)))
        .containsExactly("Casey", "Avery Chen");
    assertThat(avery).isNotNull();
  }

  @Test
  void a_custom_field_finds_who_has_this_value() {
    stage.customFields(on -> on.create(workspace, "plan", "Plan", "text"));
    stage.customFields(on -> on.create(workspace, "seats", "Seats", "number"));
    with("Avery", Map.of("plan", "gold", "seats", 5));
    with("Blake", Map.of("plan", "golden", "seats", 50));

    assertThat(names(filter(null, null, null, null, null, Map.of("plan", "gold"), null)))
        .containsExactly("Avery");
    assertThat(
            names(
                filter(null, null, null, null, null, Map.of("plan", "gold", "seats", "50"), null)))
        .isEmpty();
  }

  @Test
  void the_suppressed_are_found_by_address_and_by_domain() {
    stage.contact(workspace, "Avery", "avery@acme.com");
    stage.contact(workspace, "Blake", "blake@mail.umbrella.example");
    stage.contact(workspace, "Casey", "casey@acme.com");
    stage.suppress(workspace, SuppressionDraft.of("avery@acme.com", "manual"));
    assertThat(names(filter(null, null, null, null, null, Map.of(), true)))
        .containsExactly("Avery");

    stage.suppress(
        workspace, new SuppressionDraft(null, "umbrella.example", null, "manual", null, null));

    assertThat(names(filter(null, null, null, null, null, Map.of(), true)))
        .containsExactly("Blake", "Avery");
    assertThat(names(filter(null, null, null, null, null, Map.of(), false)))
        .containsExactly("Casey");
  }

  @Test
  void all_that_is_asked_must_hold() {
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    var avery = stage.contact(workspace, "Avery Chen", "avery@acme.com").id();
    var blake = stage.contact(workspace, "Blake Chen", "blake@acme.com").id();
    stage.contact(workspace, "Casey Chen", "casey@acme.com");
    stage.labelling(on -> on.applyToAll(workspace, label, List.of(avery, blake)));

    assertThat(names(filter("chen bl", label, "acme.com", Instant.EPOCH, null, Map.of(), false)))
        .containsExactly("Blake Chen");
  }

  @Test
  void the_pages_of_a_filter_neither_skip_nor_double_while_others_come() {
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    var all = new ArrayList<UUID>();
    for (int i = 0; i < 25; i++) {
      all.add(0, stage.contact(workspace, "Avery " + i, "avery" + i + "@acme.com").id());
    }
    stage.labelling(on -> on.applyToAll(workspace, label, all));
    var asked = filter("avery", label, null, null, null, Map.of(), null);

    var seen = new ArrayList<UUID>();
    @Nullable UUID after = null;
    do {
      var from = after;
      var page = stage.reading(on -> on.list(workspace, asked, from, 7));
      page.results().forEach(card -> seen.add(card.id()));
      after = page.next() == null ? null : UUID.fromString(page.next());
      var late = stage.contact(workspace, "Avery", "late" + seen.size() + "@acme.com").id();
      stage.labelling(on -> on.applyToAll(workspace, label, List.of(late)));
    } while (after != null);

    assertThat(seen).isEqualTo(all);
  }

  @Test
  void another_workspace_finds_nothing_of_it() {
    var elsewhere = Ids.next();
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();
    stage.labelling(on -> on.applyToAll(workspace, label, List.of(avery)));

    assertThat(names(elsewhere, ContactFilter.ofQuery("avery"))).isEmpty();
    assertThat(names(elsewhere, filter(null, label, null, null, null, Map.of(), null))).isEmpty();
    assertThat(names(elsewhere, filter(null, null, "acme.com", null, null, Map.of(), null)))
        .isEmpty();
  }

  @Test
  void words_and_custom_fields_are_found_by_their_indexes() {
    database.execute(
        """
        insert into contacts.contact (workspace_id, id, full_name, email_labels, email_addresses,
          phone_labels, phone_numbers, anniversary_types, anniversary_dates, custom_fields,
          created_at, updated_at, version)
        select '%s', gen_random_uuid(), 'Person ' || i, '{work}', array['p' || i || '@acme.com'],
          '{}', '{}', '{}', '{}', array['number=' || i], now(), now(), 0
        from generate_series(1, 5000) i
        """
            .formatted(workspace));
    database.execute("vacuum analyze contacts.contact");

    assertThat(plan("c.search @@ to_tsquery('simple', '''p4711'':*')")).contains("contact_search");
    assertThat(plan("c.custom_fields <> '{}' and c.custom_fields @> '{number=4711}'"))
        .contains("contact_custom_fields");
    assertThat(names(ContactFilter.ofQuery("p4711"))).containsExactly("Person 4711");
  }

  private String plan(String condition) {
    return String.join(
        "\n",
        database.values(
            "explain select c.id from contacts.contact c where c.workspace_id = '"
                + workspace
                + "' and "
                + condition
                + " order by c.id desc limit 50"));
  }

  private void with(String name, Map<String, Object> values) {
    stage.save(
        workspace,
        new ContactDraft(name, null, null, null, null, null, null, null, null, Map.copyOf(values)));
  }

  private static ContactFilter filter(
      @Nullable String query,
      @Nullable UUID label,
      @Nullable String domain,
      @Nullable Instant created,
      @Nullable Instant updated,
      Map<String, String> fields,
      @Nullable Boolean suppressed) {
    return new ContactFilter(query, label, domain, created, updated, fields, suppressed, null);
  }

  private List<String> names(ContactFilter filter) {
    return names(workspace, filter);
  }

  private List<String> names(UUID workspaceId, ContactFilter filter) {
    var found =
        stage.reading(on -> on.list(workspaceId, filter, null, 50)).results().stream()
            .map(ContactCard::fullName)
            .toList();
    long count = stage.reading(on -> on.count(workspaceId, filter));
    assertThat(count).isEqualTo(found.size());
    return found;
  }
}
