package cadenza.rest.sequences;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.Audience;
import cadenza.contacts.api.Audience.Selection;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.rest.approvals.Approvable;
import cadenza.rest.approvals.ReachBody;
import cadenza.rest.approvals.ReachBody.ReachedBody;
import cadenza.rest.json.WireId;
import cadenza.rest.json.WireJson;
import cadenza.rest.sequences.BulkEnrollmentBody.BulkRecipientBody;
import cadenza.sequences.api.BulkEnrollment;
import cadenza.sequences.api.BulkEnrollment.Wanted;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.application.EnrollAudience;
import cadenza.sequences.application.EnrollMany;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads who shall be enrolled, and does it now or once it is approved. */
@ApplicationScoped
public class BulkEnrollmentRequests implements Approvable<BulkEnrollmentBody> {
  /** Exactly one of the two. */
  record Done(@Nullable BulkOutcomeBody outcome, @Nullable JobBody job) {}

  @Inject EnrollMany enrollMany;
  @Inject EnrollAudience enrollAudience;
  @Inject Audience audience;

  Done enroll(BulkEnrollmentBody body, Caller caller) {
    var terms = terms(body, caller);
    requireExactlyOne(body);
    var recipients = body.recipients();
    if (recipients == null) {
      var selection = selection(terms.workspaceId(), body);
      return new Done(null, JobBody.of(enrollAudience.enroll(terms, selection)));
    }
    var wanted = recipients.stream().map(BulkEnrollmentRequests::wanted).toList();
    var results = enrollMany.enroll(new BulkEnrollment(terms, wanted));
    return new Done(BulkOutcomeBody.of(terms.dryRun(), results), null);
  }

  @Override
  public String kind() {
    return "bulk_enrollment";
  }

  @Override
  public String scope() {
    return Scopes.SEQUENCES_WRITE;
  }

  @Override
  public Class<BulkEnrollmentBody> body() {
    return BulkEnrollmentBody.class;
  }

  @Override
  public void check(BulkEnrollmentBody body, Caller asker) {
    requireExactlyOne(body);
    var terms = terms(body, asker);
    enrollAudience.check(terms);
    if (body.recipients() == null) {
      selection(terms.workspaceId(), body);
    }
  }

  @Override
  public ReachBody reaches(BulkEnrollmentBody body, UUID workspaceId) {
    var recipients = body.recipients();
    if (recipients == null) {
      return ReachBody.many(audience.count(workspaceId, selection(workspaceId, body)));
    }
    return ReachBody.of(reached(recipients, workspaceId));
  }

  private List<ReachedBody> reached(List<BulkRecipientBody> recipients, UUID workspaceId) {
    var ids =
        recipients.stream()
            .map(BulkRecipientBody::contactId)
            .filter(Objects::nonNull)
            .map(id -> Ids.read("ctc", id))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return audience.members(workspaceId, ids).stream()
        .map(one -> new ReachedBody(Ids.wire("ctc", one.contactId()), one.address()))
        .toList();
  }

  @Override
  public JsonObject perform(BulkEnrollmentBody body, Caller asker) {
    var done = enroll(body, asker);
    var job = done.job();
    if (job != null) {
      return Json.createObjectBuilder().add("job_id", job.id()).build();
    }
    var counts = Objects.requireNonNull(done.outcome()).counts();
    try (var reader = Json.createReader(new StringReader(WireJson.write(counts)))) {
      return Json.createObjectBuilder().add("counts", reader.readObject()).build();
    }
  }

  private static void requireExactlyOne(BulkEnrollmentBody body) {
    if (Stream.of(body.recipients(), body.labelId(), body.filter()).filter(Objects::nonNull).count()
        != 1) {
      throw new InvalidField(
          "/recipients", "exactly_one", "Give exactly one of recipients, label_id and filter.");
    }
  }

  private Selection selection(UUID workspaceId, BulkEnrollmentBody body) {
    var filter = body.filter();
    if (filter == null) {
      return audience.selection(
          workspaceId, WireId.inBody("lbl", "/label_id", body.labelId()), null);
    }
    var label = WireId.inBodyOrNull("lbl", "/filter/label_id", filter.labelId());
    return audience.selection(workspaceId, label, filter.domain());
  }

  private static EnrollTerms terms(BulkEnrollmentBody body, Caller caller) {
    return new EnrollTerms(
        caller.workspaceId(),
        caller.boundInbox(),
        WireId.inBody("seq", "/sequence_id", body.sequenceId()),
        WireId.inBodyOrNull("inb", "/inbox_id", body.inboxId()),
        body.exitOnReply(),
        collision(body.collision()),
        Boolean.TRUE.equals(body.dryRun()));
  }

  static Collision collision(@Nullable String text) {
    return switch (text == null ? "skip" : text) {
      case "skip" -> Collision.SKIP;
      case "replace" -> Collision.REPLACE;
      case "allow" -> Collision.ALLOW;
      default -> throw new InvalidField("/collision", "skip, replace or allow.");
    };
  }

  /** An item that names nobody is told so by itself; the others are enrolled. */
  private static Wanted wanted(BulkRecipientBody one) {
    if ((one.contactId() == null) == (one.email() == null)) {
      return flawed(one.email() == null ? "no_recipient" : "exactly_one");
    }
    if (one.contactId() == null) {
      return new Wanted(null, one.email(), one.fullName(), null);
    }
    return Ids.read("ctc", one.contactId())
        .map(id -> new Wanted(id, null, null, null))
        .orElseGet(() -> flawed("malformed_id"));
  }

  private static Wanted flawed(String code) {
    return new Wanted(null, null, null, code);
  }
}
