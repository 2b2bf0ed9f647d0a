package cadenza.sequences.application;

import cadenza.contacts.api.EnsureContact;
import cadenza.contacts.api.EnsureContacts;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.MessageFailed;
import cadenza.messaging.api.MessageSent;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.SendMessages;
import cadenza.messaging.api.WithdrawMessages;
import cadenza.sequences.api.AutopilotStopped;
import cadenza.sequences.api.EnrollmentMarkedReplied;
import cadenza.sequences.api.EnrollmentPaused;
import cadenza.sequences.api.EnrollmentResumed;
import cadenza.sequences.api.EnrollmentStarted;
import cadenza.sequences.api.EnrollmentsFinished;
import cadenza.sequences.api.EnrollmentsStarted;
import cadenza.sequences.api.SequencePaused;
import cadenza.sequences.api.SequencePublished;
import cadenza.sequences.api.SequenceResumed;
import cadenza.sequences.domain.ContactTraces_;
import cadenza.sequences.domain.DueSteps;
import cadenza.sequences.domain.DueSteps_;
import cadenza.sequences.domain.EnrollJobs;
import cadenza.sequences.domain.EnrollJobs_;
import cadenza.sequences.domain.EnrollmentBatches;
import cadenza.sequences.domain.EnrollmentBatches_;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Enrollments_;
import cadenza.sequences.domain.PaceChanges_;
import cadenza.sequences.domain.SequenceBounces_;
import cadenza.sequences.domain.Sequences;
import cadenza.sequences.domain.Sequences_;
import cadenza.sequences.domain.Workflows;
import cadenza.sequences.domain.Workflows_;
import cadenza.testing.Heard;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** The module's use cases on one database session, as the container would put them together. */
final class Engine implements AutoCloseable {
  final StatelessSession session;
  final Neighbours around;
  final DueSteps dueSteps;
  final Enrollments enrollments;
  final EnrollmentBatches batches;
  final Sequences sequences;
  final Heard<SendMessages> sendMessages = new Heard<>();
  final Heard<WithdrawMessages> withdrawn = new Heard<>();
  final Heard<EnrollmentsFinished> finished = new Heard<>();
  final Heard<EnrollmentStarted> started = new Heard<>();
  final Heard<EnrollmentsStarted> manyStarted = new Heard<>();
  final Heard<EnsureContacts> manyEnsured = new Heard<>();
  final Heard<EnrollmentPaused> paused = new Heard<>();
  final Heard<EnrollmentResumed> resumed = new Heard<>();
  final Heard<SequencePublished> published = new Heard<>();
  final Heard<SequencePaused> sequencePaused = new Heard<>();
  final Heard<SequenceResumed> sequenceResumed = new Heard<>();
  final Heard<EnsureContact> ensured = new Heard<>();

  final DefineSequence define = new DefineSequence();
  final PublishSequence publish = new PublishSequence();
  final EnrollContact enroll = new EnrollContact();
  final EnrollJobs jobs;
  final Workflows workflows;
  final Heard<TriggerNoted> noted = new Heard<>();
  final KeepWorkflow keepWorkflow = new KeepWorkflow();
  final NoteTriggers noteTriggers = new NoteTriggers();
  final RunWorkflow runWorkflow = new RunWorkflow();
  final Heard<JobStarted> jobStarted = new Heard<>();
  final EnrollAudience enrollAudience = new EnrollAudience();
  final AdvanceJob advanceJob = new AdvanceJob(5);
  final CancelJob cancelJob = new CancelJob();
  final EnrollMany enrollMany = new EnrollMany();
  final EnrollBatch enrollBatch = new EnrollBatch();
  final RunDueSteps runDueSteps = new RunDueSteps();
  final RecordOutcome recordOutcome = new RecordOutcome();
  final CancelEnrollment cancel = new CancelEnrollment();
  final MarkReplied markReplied = new MarkReplied();
  final PauseEnrollment pause = new PauseEnrollment();
  final ResumeEnrollment resume = new ResumeEnrollment();
  final SwitchSequence switchSequence = new SwitchSequence();
  final StopOnReply stopOnReply = new StopOnReply();
  final StopOnSuppression stopOnSuppression = new StopOnSuppression();
  final StopOnBounce stopOnBounce = new StopOnBounce();
  final GuardBounces guardBounces = new GuardBounces();
  final LookAgain lookAgain = new LookAgain();
  final Heard<EnrollmentMarkedReplied> marked = new Heard<>();
  final Heard<AutopilotStopped> autopilotStopped = new Heard<>();
  final HoldWhileAway holdWhileAway = new HoldWhileAway();
  final FollowContact followContact = new FollowContact();
  final SetAside setAside = new SetAside();
  final ReadEnrollments read = new ReadEnrollments();
  final ExplainEnrollment explain = new ExplainEnrollment();

  Engine(StatelessSession session, Neighbours around) {
    this.session = session;
    this.around = around;
    this.dueSteps = new DueSteps_(session);
    this.enrollments = new Enrollments_(session);
    this.workflows = new Workflows_(session);
    this.jobs = new EnrollJobs_(session);
    this.batches = new EnrollmentBatches_(session);
    this.sequences = new Sequences_(session);
    wire();
  }

  private void wire() {
    manyEnsured.observedBy(orders -> orders.contacts().forEach(around::ensure));
    var plans = new Plans();
    plans.cache = new PlanCache();
    plans.sequences = sequences;
    var surroundings = new Surroundings();
    surroundings.workspaces = around.workspaces;
    surroundings.directory = around.directory;
    surroundings.optOutLinks = messageId -> Optional.empty();
    surroundings.plans = plans;
    var inboxes = new Inboxes();
    inboxes.accounts = around.accounts;
    var stopLock = new StopLock();
    stopLock.enrollments = enrollments;
    stopLock.withdraw = withdrawn;
    stopLock.conversations = around.conversations;
    var finish = new FinishEnrollments();
    finish.enrollments = enrollments;
    finish.enrollmentsFinished = finished;
    var dueTimes = new DueTimes();
    dueTimes.surroundings = surroundings;

    publish.sequences = sequences;
    publish.sequencePublished = published;
    publish.clocks = around.clocks;
    define.sequences = sequences;
    define.publishSequence = publish;
    define.inboxes = inboxes;
    define.clocks = around.clocks;
    enroll.sequences = sequences;
    enroll.enrollments = enrollments;
    enroll.batches = batches;
    enroll.mostOpen = 3;
    enroll.plans = plans;
    enroll.publishSequence = publish;
    enroll.surroundings = surroundings;
    enroll.inboxes = inboxes;
    enroll.readEnrollments = read;
    enroll.directory = around.directory;
    enroll.suppressions = around.suppressions;
    enroll.conversations = around.conversations;
    enroll.ensureContact = ensured;
    enroll.enrollmentStarted = started;
    enroll.clocks = around.clocks;
    enrollBatch.sequences = sequences;
    enrollBatch.batches = batches;
    enrollBatch.plans = plans;
    enrollBatch.surroundings = surroundings;
    enrollBatch.inboxes = inboxes;
    enrollBatch.stopLock = stopLock;
    enrollBatch.finishEnrollments = finish;
    enrollBatch.enrollmentsStarted = manyStarted;
    enrollBatch.clocks = around.clocks;
    enrollBatch.mostOpen = 3;
    keepWorkflow.workflows = workflows;
    keepWorkflow.batch = enrollBatch;
    keepWorkflow.audience = around.audience;
    keepWorkflow.clocks = around.clocks;
    noteTriggers.workflows = workflows;
    noteTriggers.accounts = around.accounts;
    noteTriggers.triggerNoted = noted;
    noteTriggers.clocks = around.clocks;
    runWorkflow.workflows = workflows;
    runWorkflow.enrollMany = enrollMany;
    runWorkflow.audience = around.audience;
    enrollAudience.batch = enrollBatch;
    enrollAudience.jobs = jobs;
    enrollAudience.jobStarted = jobStarted;
    enrollAudience.clocks = around.clocks;
    advanceJob.batch = enrollBatch;
    advanceJob.jobs = jobs;
    advanceJob.audience = around.audience;
    advanceJob.clocks = around.clocks;
    cancelJob.jobs = jobs;
    cancelJob.clocks = around.clocks;
    enrollMany.batch = enrollBatch;
    enrollMany.audience = around.audience;
    enrollMany.suppressions = around.suppressions;
    enrollMany.ensureContacts = manyEnsured;
    enrollMany.clocks = around.clocks;
    runDueSteps.dueSteps = dueSteps;
    runDueSteps.enrollments = enrollments;
    runDueSteps.sequences = sequences;
    runDueSteps.surroundings = surroundings;
    runDueSteps.capacity = around.capacity;
    runDueSteps.recipientPace = around.recipientPace;
    runDueSteps.directory = around.directory;
    runDueSteps.pace = new AccountPace();
    runDueSteps.meter = around.meter;
    runDueSteps.sendMessages = sendMessages;
    runDueSteps.enrollmentsFinished = finished;
    runDueSteps.enrollmentPaused = paused;
    runDueSteps.clocks = around.clocks;
    recordOutcome.enrollments = enrollments;
    recordOutcome.surroundings = surroundings;
    recordOutcome.enrollmentsFinished = finished;
    recordOutcome.enrollmentPaused = paused;
    recordOutcome.clocks = around.clocks;
    cancel.finishEnrollments = finish;
    cancel.stopLock = stopLock;
    cancel.clocks = around.clocks;
    markReplied.finishEnrollments = finish;
    markReplied.stopLock = stopLock;
    markReplied.marked = marked;
    markReplied.clocks = around.clocks;
    pause.stopLock = stopLock;
    pause.enrollments = enrollments;
    pause.enrollmentPaused = paused;
    pause.clocks = around.clocks;
    resume.sequences = sequences;
    resume.enrollments = enrollments;
    resume.dueTimes = dueTimes;
    resume.enrollmentResumed = resumed;
    resume.clocks = around.clocks;
    switchSequence.sequences = sequences;
    switchSequence.enrollments = enrollments;
    switchSequence.stopLock = stopLock;
    switchSequence.dueTimes = dueTimes;
    switchSequence.clocks = around.clocks;
    switchSequence.sequencePaused = sequencePaused;
    switchSequence.sequenceResumed = sequenceResumed;
    stopOnReply.enrollments = enrollments;
    stopOnReply.stopLock = stopLock;
    stopOnReply.finishEnrollments = finish;
    stopOnReply.meter = around.meter;
    stopOnReply.clocks = around.clocks;
    stopOnSuppression.enrollments = enrollments;
    stopOnSuppression.directory = around.directory;
    stopOnSuppression.stopLock = stopLock;
    stopOnSuppression.finishEnrollments = finish;
    stopOnSuppression.clocks = around.clocks;
    stopOnBounce.directory = around.directory;
    stopOnBounce.enrollments = enrollments;
    stopOnBounce.stopLock = stopLock;
    stopOnBounce.finishEnrollments = finish;
    stopOnBounce.clocks = around.clocks;
    lookAgain.enrollments = enrollments;
    lookAgain.paceChanges = new PaceChanges_(session);
    lookAgain.clocks = around.clocks;
    guardBounces.bounces = new SequenceBounces_(session);
    guardBounces.sequences = sequences;
    guardBounces.sentMail = around.sentMail;
    guardBounces.autopilotStopped = autopilotStopped;
    guardBounces.clocks = around.clocks;
    guardBounces.percent = 5;
    guardBounces.over = 100;
    guardBounces.atLeast = 20;
    holdWhileAway.enrollments = enrollments;
    holdWhileAway.surroundings = surroundings;
    holdWhileAway.contacts = around.directory;
    holdWhileAway.clocks = around.clocks;
    followContact.batches = batches;
    followContact.traces = new ContactTraces_(session);
    followContact.stopLock = stopLock;
    followContact.finishEnrollments = finish;
    followContact.clocks = around.clocks;
    setAside.dueSteps = dueSteps;
    setAside.enrollments = enrollments;
    setAside.meter = around.meter;
    setAside.clocks = around.clocks;
    read.enrollments = enrollments;
    read.sequences = sequences;
    read.surroundings = surroundings;
    read.directory = around.directory;
    read.conversations = around.conversations;
    explain.dueSteps = dueSteps;
    explain.enrollments = enrollments;
    explain.sequences = sequences;
    explain.surroundings = surroundings;
    explain.readEnrollments = read;
    explain.capacity = around.capacity;
    explain.recipientPace = around.recipientPace;
    explain.directory = around.directory;
    explain.clocks = around.clocks;
  }

  /** One transaction. */
  <T> T commit(Supplier<T> work) {
    var transaction = session.beginTransaction();
    try {
      var result = work.get();
      transaction.commit();
      return result;
    } catch (RuntimeException failed) {
      transaction.rollback();
      throw failed;
    }
  }

  void commit(Runnable work) {
    commit(
        () -> {
          work.run();
          return true;
        });
  }

  MessageSent sent(SendMessage message, UUID threadId, Instant at) {
    return new MessageSent(
        UUID.randomUUID(),
        message.workspaceId(),
        at,
        message.messageId(),
        Channel.EMAIL,
        message.senderAccountId(),
        message.enrollmentId(),
        message.stepNumber(),
        message.contactId(),
        threadId,
        message.toAddress(),
        "Subject",
        "<1@example.com>");
  }

  MessageFailed failed(SendMessage message, boolean bounced, Instant at) {
    return new MessageFailed(
        UUID.randomUUID(),
        message.workspaceId(),
        at,
        message.messageId(),
        Channel.EMAIL,
        message.senderAccountId(),
        message.enrollmentId(),
        message.stepNumber(),
        message.contactId(),
        message.toAddress(),
        bounced,
        "550 no such user");
  }

  @Override
  public void close() {
    session.close();
  }
}
