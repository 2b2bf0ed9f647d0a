package cadenza.sequences.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.Recipient;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.RecipientPace.Ask;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.SendMessages;
import cadenza.messaging.api.SenderCapacity;
import cadenza.messaging.api.SenderCapacity.Grant;
import cadenza.messaging.api.SenderCapacity.Want;
import cadenza.messaging.api.TrackingTerms;
import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.EnrollmentPaused;
import cadenza.sequences.api.EnrollmentsFinished;
import cadenza.sequences.domain.DueSteps;
import cadenza.sequences.domain.DueSteps.DueAccount;
import cadenza.sequences.domain.DueSteps.Share;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.sequences.domain.Gate;
import cadenza.sequences.domain.Sequences;
import cadenza.sequences.domain.StepView;
import cadenza.sequences.domain.Verdict;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes up a batch of due steps in one transaction: capacity, claim, gates and text, then the order
 * to send them. A handful of statements, whatever the size of the batch.
 */
@UseCase
public class RunDueSteps {
  /** When something held is looked at again without anybody having mended it. */
  private static final Duration NEXT_LOOK = Duration.ofHours(1);

  @Inject DueSteps dueSteps;
  @Inject Enrollments enrollments;
  @Inject Sequences sequences;
  @Inject Surroundings surroundings;
  @Inject SenderCapacity capacity;
  @Inject RecipientPace recipientPace;
  @Inject ContactDirectory directory;
  @Inject AccountPace pace;
  @Inject EngineMeter meter;
  @Inject Event<SendMessages> sendMessages;
  @Inject Event<EnrollmentsFinished> enrollmentsFinished;
  @Inject Event<EnrollmentPaused> enrollmentPaused;
  @Inject Clocks clocks;

  /**
   * Production's due steps.
   *
   * @return how many were taken up; none means that nothing more can go now, and all of the batch
   *     that something stayed behind what took room in vain
   */
  public int upTo(int batch) {
    var now = clocks.real();
    var due = dueSteps.dueAccounts(now, pace.resting(now), batch);
    meter.due(due.stream().mapToInt(DueAccount::due).sum());
    if (due.isEmpty()) {
      return 0;
    }
    var grants = reserve(due, batch, now);
    var shares = shares(grants);
    if (shares.isEmpty()) {
      return 0;
    }
    return work(dueSteps.claim(shares, now), grants, now, batch);
  }

  /**
   * A test workspace's due steps at its own time.
   *
   * @return how many were taken up
   */
  public int inTestWorkspace(UUID workspaceId, Instant now, int batch) {
    var due = dueSteps.dueTestAccounts(workspaceId, now);
    if (due.isEmpty()) {
      return 0;
    }
    var grants = byAccount(capacity.reserve(wants(due, batch), now));
    var shares = shares(grants);
    return shares.isEmpty()
        ? 0
        : work(dueSteps.claimTest(workspaceId, shares, now), grants, now, 0);
  }

  /** A part of a batch that failed as a whole: production's, or that of one test workspace. */
  int these(List<Key> keys) {
    var now = clocks.of(keys.get(0).workspaceId());
    var claimed = dueSteps.claimThese(keys, now);
    var counts = new HashMap<UUID, DueAccount>();
    for (var enrollment : claimed) {
      counts.merge(
          enrollment.senderAccountId(),
          new DueAccount(enrollment.workspaceId(), enrollment.senderAccountId(), 1),
          (a, b) -> new DueAccount(a.workspaceId(), a.senderAccountId(), a.due() + b.due()));
    }
    var grants = byAccount(capacity.reserve(wants(List.copyOf(counts.values()), keys.size()), now));
    var left = new HashMap<UUID, Integer>();
    grants.forEach((account, grant) -> left.put(account, grant.granted()));
    var granted =
        claimed.stream()
            .filter(e -> left.merge(e.senderAccountId(), -1, Integer::sum) >= 0)
            .toList();
    return work(granted, grants, now, 0);
  }

  private Map<UUID, Grant> reserve(List<DueAccount> due, int batch, Instant now) {
    var grants = byAccount(capacity.reserve(wants(due, batch), now));
    var limited = new ArrayList<Key>();
    for (var account : due) {
      var grant = grants.get(account.senderAccountId());
      if (grant != null) {
        pace.remember(grant, now);
        if (pace.isNewlyLimited(grant, now)) {
          limited.add(new Key(account.workspaceId(), account.senderAccountId()));
        }
      }
    }
    dueSteps.rememberBacklog(limited, now);
    return grants;
  }

  /** Shares the batch out evenly; what one account does not need goes to the others. */
  private static List<Want> wants(List<DueAccount> due, int batch) {
    var sorted = due.stream().sorted(Comparator.comparingInt(DueAccount::due)).toList();
    var wants = new ArrayList<Want>(sorted.size());
    int left = batch;
    for (int i = 0; i < sorted.size() && left > 0; i++) {
      int share = Math.min(sorted.get(i).due(), Math.max(1, left / (sorted.size() - i)));
      wants.add(new Want(sorted.get(i).senderAccountId(), share));
      left -= share;
    }
    return wants;
  }

  private static Map<UUID, Grant> byAccount(List<Grant> grants) {
    var byAccount = new HashMap<UUID, Grant>();
    grants.forEach(grant -> byAccount.put(grant.senderAccountId(), grant));
    return byAccount;
  }

  private static List<Share> shares(Map<UUID, Grant> grants) {
    return grants.values().stream()
        .filter(grant -> grant.granted() > 0)
        .map(grant -> new Share(grant.senderAccountId(), grant.granted()))
        .toList();
  }

  /**
   * @param room what it is worth when room is left behind that others may want at once
   */
  private int work(List<Enrollment> claimed, Map<UUID, Grant> grants, Instant now, int room) {
    if (claimed.isEmpty()) {
      return 0;
    }
    try {
      var batch = new Batch(claimed, grants, now);
      batch.run();
      return batch.leavesRoom() ? Math.max(claimed.size(), room) : claimed.size();
    } catch (RuntimeException failed) {
      throw new BatchFailed(keysOf(claimed), failed);
    }
  }

  private static List<Key> keysOf(List<Enrollment> claimed) {
    return claimed.stream().map(e -> new Key(e.workspaceId(), e.id())).toList();
  }

  /** A step that no gate keeps back, with what the gates made sure of. */
  private record Passing(
      Enrollment enrollment, StepView view, Recipient recipient, String address, Instant dueAt) {
    Ask ask() {
      return new Ask(
          enrollment.nextMessageId(),
          enrollment.workspaceId(),
          address,
          RecipientPace.LIMIT.equals(enrollment.standing().heldReason()),
          enrollment.test());
    }

    /** In a sending window. */
    Instant slot(Instant from) {
      return view.calendar().slot(from, view.zone(), enrollment.id(), enrollment.stepNumber());
    }
  }

  /** One batch: what was read for it, and what comes of it. */
  private final class Batch {
    private final List<Enrollment> claimed;
    private final Map<UUID, Grant> grants;
    private final Instant now;
    private final Map<UUID, Recipient> recipients;
    private final Set<UUID> paused;
    private final Map<UUID, Instant> backlog;

    private final List<Passing> passing = new ArrayList<>();
    private final List<Enrollment> changed = new ArrayList<>();
    private final List<SendMessage> messages = new ArrayList<>();
    private final List<EnrollmentFinished> finished = new ArrayList<>();
    private final List<EnrollmentPaused> rested = new ArrayList<>();

    Batch(List<Enrollment> claimed, Map<UUID, Grant> grants, Instant now) {
      this.claimed = claimed;
      this.grants = grants;
      this.now = now;
      this.recipients = directory.recipients(claimed.stream().map(Enrollment::contactId).toList());
      this.paused = sequences.pausedAmong(sequencesOf(claimed));
      this.backlog = backlogOf(claimed);
    }

    private static List<Key> sequencesOf(List<Enrollment> claimed) {
      return claimed.stream()
          .map(e -> new Key(e.workspaceId(), e.sequenceId()))
          .distinct()
          .toList();
    }

    private Map<UUID, Instant> backlogOf(List<Enrollment> claimed) {
      var late =
          claimed.stream()
              .filter(e -> e.dueAt() != null && e.dueAt().plus(Gate.CATCH_UP).isBefore(now))
              .map(Enrollment::senderAccountId)
              .distinct()
              .toList();
      return late.isEmpty()
          ? Map.of()
          : dueSteps.limitedSince(late, now.minus(DueSteps.BACKLOG_MEMORY));
    }

    void run() {
      claimed.forEach(this::decide);
      handOver();
      enrollments.write(changed, now);
      if (!messages.isEmpty()) {
        sendMessages.fire(new SendMessages(List.copyOf(messages)));
      }
      if (!finished.isEmpty()) {
        enrollmentsFinished.fire(new EnrollmentsFinished(List.copyOf(finished)));
      }
      rested.forEach(enrollmentPaused::fire);
    }

    /** Whether something took room of an account that has little, and did not use it. */
    boolean leavesRoom() {
      var sent = messages.stream().map(SendMessage::enrollmentId).collect(Collectors.toSet());
      return claimed.stream()
          .filter(one -> !sent.contains(one.id()))
          .map(one -> grants.get(one.senderAccountId()))
          .anyMatch(grant -> grant != null && grant.refusal() != null);
    }

    private void decide(Enrollment enrollment) {
      var recipient =
          surroundings.addressee(
              enrollment,
              surroundings.plan(enrollment).step(enrollment.stepNumber()),
              recipients.get(enrollment.contactId()));
      var view = view(enrollment, recipient);
      var verdict = Gate.first(view);
      if (verdict instanceof Verdict.Wait) {
        changed.add(
            enrollment.planned(
                view.calendar().slot(now, view.zone(), enrollment.id(), enrollment.stepNumber())));
      } else if (verdict instanceof Verdict.Hold hold) {
        changed.add(enrollment.held(hold.reason(), now.plus(NEXT_LOOK)));
      } else if (verdict instanceof Verdict.Review review) {
        changed.add(enrollment.paused(review.reason()));
        rested.add(enrollment.pausedFact(Ids.next(), review.reason(), now));
      } else if (verdict instanceof Verdict.Stop stop) {
        var over = enrollment.finished(stop.reason(), now);
        changed.add(over);
        finished.add(over.finishedFact(Ids.next()));
      } else {
        passing.add(passing(enrollment, view, recipient));
      }
    }

    private static Passing passing(
        Enrollment enrollment, StepView view, @Nullable Recipient recipient) {
      if (recipient == null || recipient.address() == null || enrollment.dueAt() == null) {
        throw new IllegalStateException("The gates let through what has no address");
      }
      return new Passing(enrollment, view, recipient, recipient.address(), enrollment.dueAt());
    }

    /** Only what passes all gates takes room at its recipient's domain. */
    private void handOver() {
      var later = recipientPace.reserve(passing.stream().map(Passing::ask).toList(), now);
      for (var one : passing) {
        var time = later.get(one.enrollment().nextMessageId());
        if (time == null) {
          handOver(one);
        } else {
          changed.add(one.enrollment().held(RecipientPace.LIMIT, one.slot(time)));
        }
      }
    }

    private StepView view(Enrollment enrollment, @Nullable Recipient recipient) {
      var plan = surroundings.plan(enrollment);
      var grant = grants.get(enrollment.senderAccountId());
      return new StepView(
          enrollment.status(),
          enrollment.standing().pauseReason(),
          paused.contains(enrollment.sequenceId()),
          null,
          enrollment.dueAt(),
          plan.step(enrollment.stepNumber()),
          plan.exitConditionPrompt(),
          plan.calendar(),
          surroundings.zone(plan, recipient),
          recipient,
          grant == null ? new Grant(enrollment.senderAccountId(), 0, null, null) : grant,
          null,
          backlog.get(enrollment.senderAccountId()),
          now);
    }

    private void handOver(Passing one) {
      var enrollment = one.enrollment();
      var recipient = one.recipient();
      var view = one.view();
      var sending = enrollment.handedOver();
      var step = view.step();
      changed.add(sending);
      messages.add(
          new SendMessage(
              messageIdOf(sending),
              enrollment.workspaceId(),
              enrollment.senderAccountId(),
              enrollment.id(),
              enrollment.stepNumber(),
              enrollment.standing().occurrence(),
              enrollment.contactId(),
              one.address(),
              recipient.fullName(),
              step.render(recipient.variables()),
              step.opensThread() ? null : enrollment.standing().threadId(),
              one.dueAt(),
              view.calendar().closing(now, view.zone()).orElse(null),
              tracking(enrollment, recipient),
              enrollment.test()));
      meter.claimed(Duration.between(one.dueAt(), now));
    }

    private @Nullable TrackingTerms tracking(Enrollment enrollment, Recipient recipient) {
      return surroundings.plan(enrollment).track() && !recipient.doNotTrack()
          ? new TrackingTerms(recipient.variables().get("country"))
          : null;
    }

    private static UUID messageIdOf(Enrollment sending) {
      var id = sending.messageId();
      if (id == null) {
        throw new IllegalStateException("Handed over without a message");
      }
      return id;
    }
  }
}
