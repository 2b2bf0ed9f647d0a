package cadenza.rest.approvals;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalStatus;
import cadenza.access.api.Caller;
import cadenza.access.application.AskForApproval;
import cadenza.access.application.DecideApproval.Opened;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.RuleViolation;
import cadenza.rest.json.BodyTypes;
import cadenza.rest.json.WireJson;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import cadenza.rest.security.SendScope;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;

/** Between requests as they come, as they wait, and as they are done. */
@Dependent
public class ApprovalQueue {
  @Inject AskForApproval askForApproval;
  @Inject @Any Instance<Approvable<?>> approvables;
  @Inject Validator validator;

  /** The answer to a token that requires approval. */
  public <T> Response ask(Approvable<T> approvable, T body, Caller caller) {
    approvable.check(body, caller);
    var reaches = WireJson.write(approvable.reaches(body, caller.workspaceId()));
    var card = askForApproval.ask(caller, approvable.kind(), WireJson.write(body), reaches);
    var queued = new QueuedBody(true, Ids.wire("apr", card.id()), card.expiresAt());
    return Response.accepted(queued)
        .location(URI.create("approvals/" + queued.approvalId()))
        .build();
  }

  /** Whoever decides has the scope that the asker needed. */
  void requireScope(Opened opened, Caller caller) {
    SendScope.require(caller, of(opened.approval().kind()).scope());
  }

  JsonObject perform(Opened opened) {
    return perform(of(opened.approval().kind()), opened);
  }

  private <T> JsonObject perform(Approvable<T> approvable, Opened opened) {
    var card = opened.approval();
    var body = body(approvable, card);
    approvable.check(body, opened.asker());
    requireSame(reach(card), approvable.reaches(body, card.workspaceId()));
    return approvable.perform(body, opened.asker());
  }

  private static <T> T body(Approvable<T> approvable, ApprovalCard card) {
    return WireJson.jsonb().fromJson(Objects.requireNonNull(card.request()), approvable.body());
  }

  private static ReachBody reach(ApprovalCard card) {
    return WireJson.jsonb().fromJson(Objects.requireNonNull(card.reaches()), ReachBody.class);
  }

  /** Nobody approves mail to one address and has it sent to another. */
  private static void requireSame(ReachBody before, ReachBody now) {
    if (before.isElsewhere(now)) {
      throw new ProblemException(
          Problem.of(
              409,
              "recipient_changed",
              "A contact has another address than when this was asked for; it may be asked for"
                  + " anew, or edited."));
    }
  }

  /** As it is shown by itself: with whom it reaches, then and, while it waits, now. */
  ApprovalBody shown(ApprovalCard card) {
    var before = reach(card);
    return ApprovalBody.of(
        card,
        before.contacts() != null && card.status() == ApprovalStatus.PENDING
            ? before.andNow(now(of(card.kind()), card))
            : before);
  }

  private static <T> ReachBody now(Approvable<T> approvable, ApprovalCard card) {
    try {
      return approvable.reaches(body(approvable, card), card.workspaceId());
    } catch (RuleViolation labelGone) {
      return ReachBody.many(0);
    }
  }

  /** What is kept of an edited request: its text, and whom it reaches. */
  record Edited(String request, String reaches) {}

  /** Refuses what the operation itself would refuse. */
  Edited edited(Opened opened, JsonObject request) {
    return edited(of(opened.approval().kind()), opened.asker(), request);
  }

  private <T> Edited edited(Approvable<T> approvable, Caller asker, JsonObject request) {
    BodyTypes.check(request, approvable.body());
    var body = WireJson.jsonb().fromJson(request.toString(), approvable.body());
    var broken = validator.validate(body);
    if (!broken.isEmpty()) {
      throw new ConstraintViolationException(broken);
    }
    approvable.check(body, asker);
    var reaches = approvable.reaches(body, asker.workspaceId());
    return new Edited(WireJson.write(body), WireJson.write(reaches));
  }

  private Approvable<?> of(String kind) {
    return approvables.stream()
        .filter(one -> one.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Nothing is known of " + kind));
  }
}
