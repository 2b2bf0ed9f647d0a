package cadenza.sequences.domain;

import cadenza.messaging.api.Channel;
import cadenza.sequences.api.DelayUnit;
import cadenza.sequences.api.StepPlan;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One step of a published version, as it is stored. */
@Entity
@IdClass(WorkspaceKey.class)
public class PublishedStep {
  @Id private UUID workspaceId;
  @Id private UUID id;
  private UUID versionId;
  private int number;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  private int delayValue;

  @Enumerated(EnumType.STRING)
  private DelayUnit delayUnit;

  private String subject;
  private String text;
  private @Nullable String html;
  private boolean newThread;

  protected PublishedStep() {}

  public static PublishedStep of(
      UUID workspaceId, UUID id, UUID versionId, int number, StepPlan plan) {
    var step = new PublishedStep();
    step.workspaceId = workspaceId;
    step.id = id;
    step.versionId = versionId;
    step.number = number;
    step.channel = plan.channel();
    step.delayValue = plan.delay();
    step.delayUnit = plan.unit();
    step.subject = plan.subject() == null ? "" : plan.subject();
    step.text = plan.text();
    step.html = plan.html();
    step.newThread = plan.newThread();
    return step;
  }

  public int number() {
    return number;
  }

  public Step step() {
    return new Step.Email(
        new Delay(delayValue, delayUnit),
        Template.parse(subject),
        Template.parse(text),
        html == null ? null : Template.parse(html),
        newThread);
  }

  public StepPlan asPlanned() {
    return new StepPlan(
        channel, delayValue, delayUnit, subject.isEmpty() ? null : subject, text, html, newThread);
  }
}
