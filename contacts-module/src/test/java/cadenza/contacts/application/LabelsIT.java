package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.LabelApplied;
import cadenza.contacts.domain.LabelNameTaken;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.testing.AtOnce;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LabelsIT {
  @RegisterExtension static final ContactsDatabase database = new ContactsDatabase();

  final UUID workspace = Ids.next();
  final ContactsStage stage = new ContactsStage(database);

  @Test
  void a_name_is_there_once_however_it_is_written_and_whoever_asks_at_once() {
    AtOnce.times(20, i -> stage.labels(on -> on.create(workspace, i % 2 == 0 ? "Lead" : " LEAD ")));

    assertThat(database.values("select name_key from contacts.label")).containsExactly("lead");
    stage.labels(on -> on.create(workspace, "Customer"));
    var other = stage.labels(on -> on.create(workspace, "Other")).card().id();
    assertThatThrownBy(() -> stage.labels(on -> on.rename(workspace, other, "CUSTOMER", null)))
        .isInstanceOf(LabelNameTaken.class);
  }

  @Test
  void a_label_is_told_of_once_per_contact_however_often_it_is_put_there() {
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();

    AtOnce.times(20, () -> stage.labelling(on -> on.applyToAll(workspace, label, List.of(avery))));

    assertThat(stage.labelsApplied.all())
        .singleElement()
        .satisfies(
            fact ->
                assertThat(fact.labels())
                    .extracting(LabelApplied::contactId, LabelApplied::labelName)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(avery, "Lead")));
  }

  @Test
  void a_label_that_is_taken_off_is_told_of_and_can_be_put_on_again() {
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    var avery = stage.contact(workspace, "Avery", "avery@acme.com").id();
    put(label, avery);

    take(label, avery);
    take(label, avery);
    put(label, avery);

    assertThat(stage.labelRemoved.all()).hasSize(1);
    assertThat(stage.labelsApplied.all()).hasSize(2);
  }

  @Test
  void neither_a_label_nor_a_contact_of_another_workspace_can_be_named() {
    var elsewhere = Ids.next();
    var label = stage.labels(on -> on.create(workspace, "Lead")).card().id();
    var theirs = stage.contact(elsewhere, "Avery", "avery@acme.com").id();

    assertThatThrownBy(() -> put(label, theirs)).isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> stage.labelling(on -> on.applyToAll(elsewhere, label, List.of(theirs))))
        .isInstanceOf(NotFound.class);
    stage.labelling(on -> on.applyToAll(workspace, label, List.of(theirs)));
    assertThat(database.values("select contact_id from contacts.contact_label")).isEmpty();
  }

  private void put(UUID label, UUID contact) {
    stage.labelling(
        on -> {
          on.apply(workspace, label, contact);
          return true;
        });
  }

  private void take(UUID label, UUID contact) {
    stage.labelling(
        on -> {
          on.remove(workspace, label, contact);
          return true;
        });
  }
}
