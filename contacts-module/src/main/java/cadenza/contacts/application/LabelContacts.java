package cadenza.contacts.application;

import cadenza.contacts.api.LabelApplied;
import cadenza.contacts.api.LabelRemoved;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.domain.Contacts;
import cadenza.contacts.domain.Labels;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Puts labels on contacts and takes them off; a repeat changes and tells nothing. */
@UseCase
public class LabelContacts {
  @Inject Labels labels;
  @Inject Contacts contacts;
  @Inject Event<LabelsApplied> labelsApplied;
  @Inject Event<LabelRemoved> labelRemoved;
  @Inject Clocks clocks;

  /** One contact. */
  public void apply(UUID workspaceId, UUID labelId, UUID contactId) {
    if (contacts.with(workspaceId, contactId).isEmpty()) {
      throw new NotFound("contact");
    }
    applyToAll(workspaceId, labelId, List.of(contactId));
  }

  /**
   * Many at once: two statements, whatever the size. Ids that are no contacts are passed over.
   *
   * @return who did not carry the label before
   */
  public Set<UUID> applyToAll(UUID workspaceId, UUID labelId, Collection<UUID> contactIds) {
    var label = labels.held(workspaceId, labelId).orElseThrow(() -> new NotFound("label"));
    var now = clocks.of(workspaceId);
    var applied = labels.apply(workspaceId, labelId, contactIds, now);
    if (!applied.isEmpty()) {
      labelsApplied.fire(
          new LabelsApplied(
              applied.stream()
                  .map(
                      id ->
                          new LabelApplied(Ids.next(), workspaceId, now, id, labelId, label.name()))
                  .toList()));
    }
    return applied;
  }

  public void remove(UUID workspaceId, UUID labelId, UUID contactId) {
    var label = labels.with(workspaceId, labelId).orElseThrow(() -> new NotFound("label"));
    if (contacts.with(workspaceId, contactId).isEmpty()) {
      throw new NotFound("contact");
    }
    if (labels.take(workspaceId, labelId, contactId)) {
      labelRemoved.fire(
          new LabelRemoved(
              Ids.next(), workspaceId, clocks.of(workspaceId), contactId, labelId, label.name()));
    }
  }
}
