package cadenza.rest.sequences;

import cadenza.rest.json.WireId;
import cadenza.sequences.api.BulkEnrollment.Result;
import cadenza.sequences.api.EnrollOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of each contact of a bulk enrollment, in the order of the request. */
@Schema(name = "BulkOutcome")
public record BulkOutcomeBody(boolean dryRun, OutcomeCounts counts, List<BulkResultBody> results) {
  /**
   * One of them.
   *
   * @param index where it stands in the request, from 0
   * @param enrollmentId the open one in this sequence, new or not
   * @param code why an item is invalid: no_recipient, exactly_one, malformed_id, invalid_address or
   *     no_address
   */
  @Schema(name = "BulkResult")
  public record BulkResultBody(
      int index,
      @Schema(
              enumeration = {
                "enrolled",
                "already_in",
                "suppressed",
                "not_found",
                "limit",
                "conflict",
                "invalid"
              })
          String outcome,
      @Nullable String contactId,
      @Nullable String enrollmentId,
      @Nullable String code) {}

  /** How many came out how. */
  @Schema(name = "OutcomeCounts")
  public record OutcomeCounts(
      int enrolled,
      int alreadyIn,
      int suppressed,
      int notFound,
      int limit,
      int conflict,
      int invalid) {}

  static BulkOutcomeBody of(boolean dryRun, List<Result> results) {
    var counts = new int[EnrollOutcome.values().length];
    var bodies = new ArrayList<BulkResultBody>(results.size());
    for (int i = 0; i < results.size(); i++) {
      var one = results.get(i);
      counts[one.outcome().ordinal()]++;
      bodies.add(
          new BulkResultBody(
              i,
              one.outcome().name().toLowerCase(Locale.ROOT),
              WireId.wireOrNull("ctc", one.contactId()),
              WireId.wireOrNull("enr", one.enrollmentId()),
              one.reason()));
    }
    return new BulkOutcomeBody(
        dryRun,
        new OutcomeCounts(
            counts[EnrollOutcome.ENROLLED.ordinal()],
            counts[EnrollOutcome.ALREADY_IN.ordinal()],
            counts[EnrollOutcome.SUPPRESSED.ordinal()],
            counts[EnrollOutcome.NOT_FOUND.ordinal()],
            counts[EnrollOutcome.LIMIT.ordinal()],
            counts[EnrollOutcome.CONFLICT.ordinal()],
            counts[EnrollOutcome.INVALID.ordinal()]),
        bodies);
  }
}
