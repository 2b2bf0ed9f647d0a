package cadenza.sequences.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Many contacts for one saved sequence, each named by the request. */
public record BulkEnrollment(EnrollTerms terms, List<Wanted> recipients) {
  /**
   * One of them, by exactly one of id and address.
   *
   * @param fullName of a contact that has to be made for the address; null for the address
   * @param flaw why this names nobody, as the caller knows already; null otherwise
   */
  public record Wanted(
      @Nullable UUID contactId,
      @Nullable String address,
      @Nullable String fullName,
      @Nullable String flaw) {}

  /**
   * What became of it.
   *
   * @param contactId null where there is none, as for a new address in a dry run
   * @param enrollmentId the open one in this sequence, new or not; null without one
   * @param reason a stable code beside INVALID, null otherwise
   */
  public record Result(
      EnrollOutcome outcome,
      @Nullable UUID contactId,
      @Nullable UUID enrollmentId,
      @Nullable String reason) {}
}
