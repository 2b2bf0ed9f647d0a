package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.AutoReplyReceived;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Plan;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Whoever is away gets the next step when he is back: not before the working day after the one on
 * which he returns. The time until then is not part of the step's delay.
 */
@UseCase
public class HoldWhileAway {
  @Inject Enrollments enrollments;
  @Inject Surroundings surroundings;
  @Inject Clocks clocks;

  public void hold(AutoReplyReceived reply) {
    var returnsOn = reply.returnsOn();
    var id = reply.enrollmentId();
    if (returnsOn == null || id == null) {
      return;
    }
    var workspace = reply.workspaceId();
    var now = clocks.of(workspace);
    var held =
        enrollments.locked(workspace, List.of(id)).stream()
            .filter(row -> waits(row))
            .map(row -> held(row, returnsOn, now))
            .toList();
    enrollments.write(held, now);
  }

  /** Another answer of the same absence changes nothing. */
  private static boolean waits(Enrollment row) {
    return row.status() == EnrollmentStatus.ACTIVE
        && row.dueAt() != null
        && !Enrollment.AWAY.equals(row.standing().heldReason());
  }

  private Enrollment held(Enrollment row, LocalDate returnsOn, Instant now) {
    var plan = surroundings.plan(row);
    var zone = surroundings.zones(List.of(row)).getOrDefault(row.id(), ZoneId.of("UTC"));
    var back = nextWorkingDay(plan, returnsOn, zone);
    var due = row.dueAt();
    if (due == null || !back.isAfter(now)) {
      return row;
    }
    var rest = due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
    return row.held(
        Enrollment.AWAY, plan.calendar().slot(back.plus(rest), zone, row.id(), row.stepNumber()));
  }

  /** Where the calendar has no windows, working days are those from Monday to Friday. */
  private static Instant nextWorkingDay(Plan plan, LocalDate returnsOn, ZoneId zone) {
    var day = returnsOn.plusDays(1);
    while (!plan.calendar().hasWindows()
        && (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY)) {
      day = day.plusDays(1);
    }
    return plan.calendar().next(day.atStartOfDay(zone).toInstant(), zone);
  }
}
