package cadenza.contacts.application;

import cadenza.contacts.api.LabelCard;
import cadenza.contacts.domain.Label;
import cadenza.contacts.domain.LabelNameTaken;
import cadenza.contacts.domain.Labels;
import cadenza.contacts.domain.ResourceChanged;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, renames and removes labels. */
@UseCase
public class DefineLabel {
  /** A label as it is now, and whether it is new. */
  public record Defined(LabelCard card, boolean created) {}

  @Inject Labels labels;
  @Inject Clocks clocks;

  /** The label of this name; a repeat answers with the one there is. */
  public Defined create(UUID workspaceId, String name) {
    requireName(name);
    labels.lockName(workspaceId, Label.keyOf(name));
    var known = labels.named(workspaceId, Label.keyOf(name));
    if (known.isPresent()) {
      return new Defined(known.get().card(), false);
    }
    var label = Label.of(workspaceId, name, clocks.of(workspaceId));
    labels.add(label);
    return new Defined(label.card(), true);
  }

  /**
   * @param expected the version that the caller read, or null to change whatever is there
   */
  public LabelCard rename(UUID workspaceId, UUID labelId, String name, @Nullable Long expected) {
    requireName(name);
    labels.lockName(workspaceId, Label.keyOf(name));
    var label = labels.locked(workspaceId, labelId).orElseThrow(() -> new NotFound("label"));
    if (expected != null && expected != label.version()) {
      throw new ResourceChanged("label");
    }
    var holder = labels.named(workspaceId, Label.keyOf(name));
    if (holder.isPresent() && !holder.get().id().equals(labelId)) {
      throw new LabelNameTaken();
    }
    label.rename(name, clocks.of(workspaceId));
    labels.update(label);
    return label.card();
  }

  /** The contacts that carried it stay. */
  public void delete(UUID workspaceId, UUID labelId) {
    labels.remove(labels.locked(workspaceId, labelId).orElseThrow(() -> new NotFound("label")));
  }

  private static void requireName(String name) {
    if (name.isBlank()) {
      throw new InvalidField("/name", "required", "A label needs a name.");
    }
  }
}
