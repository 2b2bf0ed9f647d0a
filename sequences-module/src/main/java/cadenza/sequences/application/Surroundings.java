package cadenza.sequences.application;

import cadenza.access.api.WorkspaceCard;
import cadenza.access.api.Workspaces;
import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.Recipient;
import cadenza.messaging.api.OptOutLinks;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Plan;
import cadenza.sequences.domain.Step;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where enrollments live: their workspace, their contact, and so the zone of their local times. */
@Dependent
class Surroundings {
  @Inject Workspaces workspaces;
  @Inject ContactDirectory directory;
  @Inject OptOutLinks optOutLinks;
  @Inject Plans plans;

  WorkspaceCard workspace(UUID workspaceId) {
    return workspaces.withId(workspaceId);
  }

  /** As the next step sees him: with the link of its message, where the step names one. */
  @Nullable Recipient addressee(Enrollment row, Step step, @Nullable Recipient recipient) {
    if (recipient == null || !step.names(OptOutLinks.VARIABLE)) {
      return recipient;
    }
    return optOutLinks
        .linkOf(row.nextMessageId())
        .map(link -> recipient.with(OptOutLinks.VARIABLE, link))
        .orElse(recipient);
  }

  ZoneId zone(Plan plan, @Nullable Recipient recipient) {
    return plan.zoneFor(
        recipient == null ? null : recipient.zone(), workspace(plan.workspaceId()).zone());
  }

  /** By enrollment; contacts are asked for only where a plan looks at their zone. */
  Map<UUID, ZoneId> zones(Collection<Enrollment> enrollments) {
    var contacts = new HashSet<UUID>();
    for (var enrollment : enrollments) {
      if (plan(enrollment).asksForContactZone()) {
        contacts.add(enrollment.contactId());
      }
    }
    var recipients =
        contacts.isEmpty() ? Map.<UUID, Recipient>of() : directory.recipients(contacts);
    var zones = new HashMap<UUID, ZoneId>();
    for (var enrollment : enrollments) {
      zones.put(enrollment.id(), zone(plan(enrollment), recipients.get(enrollment.contactId())));
    }
    return zones;
  }

  Plan plan(Enrollment enrollment) {
    return plans.of(enrollment.workspaceId(), enrollment.versionId());
  }
}
