package cadenza.webhooks.adapter.event;

import cadenza.sequences.api.AutopilotStopped;
import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.EnrollmentMarkedReplied;
import cadenza.sequences.api.EnrollmentPaused;
import cadenza.sequences.api.EnrollmentResumed;
import cadenza.sequences.api.EnrollmentStarted;
import cadenza.sequences.api.EnrollmentsFinished;
import cadenza.sequences.api.EnrollmentsStarted;
import cadenza.sequences.api.SequencePaused;
import cadenza.sequences.api.SequencePublished;
import cadenza.sequences.api.SequenceResumed;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What happens to sequences and enrollments. */
@ApplicationScoped
class SequenceFactsObserver {
  void on(@Observes SequencePublished fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes AutopilotStopped fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes SequencePaused fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes SequenceResumed fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes EnrollmentStarted fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes EnrollmentsStarted facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.enrollments());
  }

  void on(@Observes EnrollmentPaused fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes EnrollmentResumed fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes EnrollmentMarkedReplied fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes EnrollmentFinished fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes EnrollmentsFinished facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.enrollments());
  }
}
