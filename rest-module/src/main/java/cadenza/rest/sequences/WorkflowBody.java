package cadenza.rest.sequences;

import cadenza.kernel.api.Ids;
import cadenza.rest.json.WireId;
import cadenza.rest.sequences.WorkflowRequest.Condition;
import cadenza.rest.sequences.WorkflowRequest.EnrollAction;
import cadenza.sequences.api.WorkflowCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule that starts a sequence by itself. */
@Schema(name = "Workflow")
public record WorkflowBody(
    String id,
    String name,
    @Schema(enumeration = {"label_applied", "email_received"}) String trigger,
    List<Condition> conditions,
    EnrollAction enroll,
    boolean enabled,
    Instant createdAt,
    Instant updatedAt) {
  static WorkflowBody of(WorkflowCard card) {
    var plan = card.plan();
    var conditions = new ArrayList<Condition>();
    if (plan.labelId() != null) {
      conditions.add(new Condition("label_id", "eq", Ids.wire("lbl", plan.labelId())));
    }
    if (plan.toAddress() != null) {
      conditions.add(new Condition("to_address", "eq", plan.toAddress()));
    }
    if (plan.fromDomain() != null) {
      conditions.add(new Condition("from_domain", "eq", plan.fromDomain()));
    }
    return new WorkflowBody(
        Ids.wire("wfl", card.id()),
        plan.name(),
        plan.trigger().name().toLowerCase(Locale.ROOT),
        conditions,
        new EnrollAction(
            Ids.wire("seq", plan.sequenceId()),
            WireId.wireOrNull("inb", plan.senderAccountId()),
            plan.exitOnReply(),
            plan.collision().name().toLowerCase(Locale.ROOT)),
        plan.enabled(),
        card.createdAt(),
        card.updatedAt());
  }
}
