package cadenza.sequences.adapter.event;

import cadenza.contacts.api.LabelRemoved;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.api.LabelsRemoved;
import cadenza.messaging.api.FirstMailReceived;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.application.NoteTriggers;
import cadenza.sequences.application.TriggerNoted;
import cadenza.sequences.application.WorkflowRuns;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;

/** What starts rules is noted with what caused it, and worked on as soon as it is committed. */
@ApplicationScoped
class TriggerObserver {
  @Inject WorkflowRuns runs;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  void on(@Observes LabelsApplied applied, NoteTriggers noteTriggers) {
    noteTriggers.labels(applied.labels());
  }

  void on(@Observes LabelRemoved removed, NoteTriggers noteTriggers) {
    noteTriggers.labelsRemoved(List.of(removed));
  }

  void on(@Observes LabelsRemoved removed, NoteTriggers noteTriggers) {
    noteTriggers.labelsRemoved(removed.labels());
  }

  void on(@Observes ReplyReceived mail, NoteTriggers noteTriggers) {
    noteTriggers.mail(mail);
  }

  void on(@Observes FirstMailReceived mail, NoteTriggers noteTriggers) {
    noteTriggers.mail(mail);
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) TriggerNoted noted) {
    var workflows = runs;
    engine.execute(workflows::run);
  }
}
