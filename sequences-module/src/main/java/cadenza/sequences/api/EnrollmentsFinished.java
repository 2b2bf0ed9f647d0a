package cadenza.sequences.api;

import java.util.List;

/** These are over; the list form of the hot path. */
public record EnrollmentsFinished(List<EnrollmentFinished> enrollments) {}
