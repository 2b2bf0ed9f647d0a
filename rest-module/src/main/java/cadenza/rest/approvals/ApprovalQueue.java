package cadenza.rest.approvals;

import cadenza.access.api.Caller;
import cadenza.access.application.AskForApproval;
import cadenza.access.application.DecideApproval.Opened;
import cadenza.kernel.api.Ids;
import cadenza.rest.json.BodyTypes;
import cadenza.rest.json.WireJson;
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
    var card = askForApproval.ask(caller, approvable.kind(), WireJson.write(body));
    var queued = new QueuedBody(true, Ids.wire("apr", card.id()), card.expiresAt());
    return Response.accepted(queued)
        .location(URI.create("approvals/" + queued.approvalId()))
        .build();
  }

  JsonObject perform(Opened opened) {
    return perform(of(opened.approval().kind()), opened);
  }

  private <T> JsonObject perform(Approvable<T> approvable, Opened opened) {
    var body =
        WireJson.jsonb()
            .fromJson(Objects.requireNonNull(opened.approval().request()), approvable.body());
    approvable.check(body, opened.asker());
    return approvable.perform(body, opened.asker());
  }

  /** The text to be kept; refuses what the operation itself would refuse. */
  String edited(Opened opened, JsonObject request) {
    return edited(of(opened.approval().kind()), opened.asker(), request);
  }

  private <T> String edited(Approvable<T> approvable, Caller asker, JsonObject request) {
    BodyTypes.check(request, approvable.body());
    var body = WireJson.jsonb().fromJson(request.toString(), approvable.body());
    var broken = validator.validate(body);
    if (!broken.isEmpty()) {
      throw new ConstraintViolationException(broken);
    }
    approvable.check(body, asker);
    return WireJson.write(body);
  }

  private Approvable<?> of(String kind) {
    return approvables.stream()
        .filter(one -> one.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Nothing is known of " + kind));
  }
}
