package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.domain.CustomFieldTaken;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CustomFieldsIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final ContactsStage stage = new ContactsStage(database);

  @Test
  void values_come_back_in_their_types_and_stand_in_templates_as_texts() {
    define("plan", "text");
    define("seats", "number");
    define("trial", "boolean");
    define("renewal", "date");

    var saved =
        save(Map.of("plan", "a=b", "seats", "5.50", "trial", true, "renewal", "2026-03-01"));

    var read = stage.found(workspace, saved.id()).orElseThrow();
    assertThat(read.customFields())
        .containsEntry("plan", "a=b")
        .containsEntry("seats", new BigDecimal("5.5"))
        .containsEntry("trial", true)
        .containsEntry("renewal", "2026-03-01");
    assertThat(stage.recipient(saved.id()).variables())
        .containsEntry("plan", "a=b")
        .containsEntry("seats", "5.5");
  }

  @Test
  void what_is_not_named_stays_and_null_clears() {
    define("plan", "text");
    define("seats", "number");
    save(Map.of("plan", "gold", "seats", 5));
    var change = new HashMap<String, @Nullable Object>();
    change.put("seats", null);

    assertThat(save(change).customFields()).containsOnlyKeys("plan");
  }

  @ParameterizedTest
  @CsvSource({"seats, many", "trial, yes", "renewal, 2026-02-30", "unknown, 1"})
  void a_value_that_does_not_fit_is_refused_by_its_key(String key, String value) {
    define("seats", "number");
    define("trial", "boolean");
    define("renewal", "date");

    assertThatThrownBy(() -> save(Map.of(key, value)))
        .isInstanceOfSatisfying(
            InvalidField.class,
            refused -> assertThat(refused.pointer()).isEqualTo("/custom_fields/" + key));
    assertThat(database.values("select id from contacts.contact")).isEmpty();
  }

  @Test
  void a_key_and_a_title_are_there_once_and_keys_of_our_own_are_taken() {
    define("plan", "text");

    assertThatThrownBy(() -> define("plan", "number")).isInstanceOf(CustomFieldTaken.class);
    assertThatThrownBy(
            () -> stage.customFields(on -> on.create(workspace, "other", " THE PLAN", "text")))
        .isInstanceOf(CustomFieldTaken.class);
    assertThatThrownBy(() -> define("email", "text")).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> define("Plan!", "text")).isInstanceOf(InvalidField.class);
  }

  private void define(String key, String type) {
    stage.customFields(on -> on.create(workspace, key, "The " + key, type));
  }

  private ContactCard save(Map<String, ? extends @Nullable Object> values) {
    return stage.save(
        workspace,
        new ContactDraft(
            "Avery",
            null,
            List.of(new ContactCard.Email("work", "avery@acme.com")),
            null,
            null,
            null,
            null,
            null,
            null,
            new HashMap<>(values)));
  }
}
