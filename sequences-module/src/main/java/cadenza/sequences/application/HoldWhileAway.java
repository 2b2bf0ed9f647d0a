package cadenza.sequences.application;

import cadenza.contacts.api.ContactDirectory;
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
import java.util.TreeSet;
import java.util.UUID;

/**
 * Whoever is away gets the next step when he is back: not before the working day after the one on
 * which he returns. The time until then is not part of the step's delay.
 */
@UseCase
public class HoldWhileAway {
  @Inject Enrollments enrollments;
  @Inject Surroundings surroundings;
  @Inject ContactDirectory contacts;
  @Inject Clocks clocks;

  public void hold(AutoReplyReceived reply) {
    var returnsOn = reply.returnsOn();
    var ids = concerned(reply);
    if (returnsOn == null || ids.isEmpty()) {
      return;
    }
    var workspace = reply.workspaceId();
    var now = clocks.of(workspace);
    var held =
        enrollments.locked(workspace, ids).stream()
            .filter(row -> waits(row))
            .map(row -> held(row, returnsOn, now))
            .toList();
    enrollments.write(held, now);
  }

  /**
   * What was answered, and whatever else writes to the person; a colleague's absence is not the
   * person's.
   */
  private List<UUID> concerned(AutoReplyReceived reply) {
    var ids = new TreeSet<UUID>();
    var answered = reply.enrollmentId();
    if (answered != null) {
      ids.add(answered);
    }
    var contact = reply.contactId();
    if (contact != null
        && contacts
            .idOf(reply.workspaceId(), reply.fromAddress())
            .filter(contact::equals)
            .isPresent()) {
      enrollments.allOpenOf(reply.workspaceId(), contact).forEach(one -> ids.add(one.id()));
    }
    return List.copyOf(ids);
  }

  /** Another answer of the same absence changes nothing; what rests goes on no earlier either. */
  private static boolean waits(Enrollment row) {
    return (row.status() == EnrollmentStatus.ACTIVE
            || row.status() == EnrollmentStatus.PAUSED && row.standing().messageId() == null)
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
    return row.away(plan.calendar().slot(back.plus(rest), zone, row.id(), row.stepNumber()));
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
