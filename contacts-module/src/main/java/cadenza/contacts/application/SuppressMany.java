package cadenza.contacts.application;

import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.api.SuppressionsAdded;
import cadenza.contacts.domain.ContactBatches;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.SuppressionSubject;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Suppresses by the thousand: a handful of statements, whatever the size. */
@UseCase
public class SuppressMany {
  /**
   * @param index of the draft that was refused
   */
  public record Refused(int index, String code, String detail) {}

  /**
   * @param created how many are in force now that were not
   * @param standing how many were in force already, or stood twice in the list
   */
  public record Outcome(int created, int standing, List<Refused> refused) {}

  @Inject Suppressions suppressions;
  @Inject ContactBatches contacts;
  @Inject SubjectKeys subjectKeys;
  @Inject Event<SuppressionsAdded> suppressionsAdded;
  @Inject Clocks clocks;

  public Outcome suppress(UUID workspaceId, List<SuppressionDraft> drafts) {
    var now = clocks.of(workspaceId);
    var key = subjectKeys.ensured(workspaceId);
    var wanted = new LinkedHashMap<SuppressionSubject, Suppression>();
    var refused = new ArrayList<Refused>();
    for (int i = 0; i < drafts.size(); i++) {
      try {
        var subject = SuppressionSubject.of(drafts.get(i));
        wanted.putIfAbsent(
            subject,
            Suppression.of(workspaceId, subject, key.hash(subject.text()), drafts.get(i), now));
      } catch (RuleViolation violation) {
        refused.add(new Refused(i, violation.code(), String.valueOf(violation.getMessage())));
      }
    }
    var created = suppressions.addMissing(List.copyOf(wanted.values()), now);
    if (!created.isEmpty()) {
      suppressionsAdded.fire(new SuppressionsAdded(facts(workspaceId, created)));
    }
    return new Outcome(
        created.size(), drafts.size() - refused.size() - created.size(), List.copyOf(refused));
  }

  private List<SuppressionAdded> facts(UUID workspaceId, List<Suppression> created) {
    var holders =
        contacts.holders(
            workspaceId, created.stream().map(Suppression::subject).map(String::valueOf).toList());
    return created.stream().map(one -> one.added(holders.get(one.subject()))).toList();
  }
}
