package cadenza.sequences.api;

import java.util.List;

/** These entered a sequence; the list form for what is done in bulk. */
public record EnrollmentsStarted(List<EnrollmentStarted> enrollments) {}
