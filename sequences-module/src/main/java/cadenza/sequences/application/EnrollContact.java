package cadenza.sequences.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.EnsureContact;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.Sha256;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.Conversations;
import cadenza.sequences.api.EnrollmentCard;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.EnrollmentStarted;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.domain.DraftPlan;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentBatches;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Plan;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.Sequences;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Starts a contact on its way through a sequence, or through steps of its own. While one is open, a
 * second request answers with it.
 */
@UseCase
public class EnrollContact {
  /**
   * @param created false when the contact was already on its way
   * @param card where it was created: what {@link ReadEnrollments} would say now
   */
  public record Enrolled(UUID enrollmentId, boolean created, @Nullable EnrollmentCard card) {}

  @Inject Sequences sequences;
  @Inject Enrollments enrollments;
  @Inject EnrollmentBatches batches;
  @Inject Plans plans;
  @Inject PublishSequence publishSequence;
  @Inject Surroundings surroundings;
  @Inject Inboxes inboxes;
  @Inject ContactDirectory directory;
  @Inject SuppressionList suppressions;
  @Inject Conversations conversations;
  @Inject ReadEnrollments readEnrollments;
  @Inject Event<EnsureContact> ensureContact;
  @Inject Event<EnrollmentStarted> enrollmentStarted;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.sequences.most-open-per-contact", defaultValue = "20")
  int mostOpen;

  /** Refuses a request that names what is not there, or what it may not; changes nothing. */
  public void check(NewEnrollment request) {
    requireExactlyOne(request);
    var source = checked(request.workspaceId(), request.source());
    var id = request.sequenceId();
    var saved = id == null ? null : named(request, sequences.withId(request.workspaceId(), id));
    senderOf(request, saved, source);
    if (request.ownPlan() != null) {
      DraftPlan.of(request.ownPlan(), request.stepsPointer());
    }
  }

  public Enrolled enroll(NewEnrollment request) {
    requireExactlyOne(request);
    var now = clocks.of(request.workspaceId());
    var source = checked(request.workspaceId(), request.source());
    var person = personOf(request, now);
    var id = request.sequenceId();
    var saved = id == null ? null : named(request, sequences.kept(request.workspaceId(), id));
    var sender = senderOf(request, saved, source);
    requireOwn(saved, person.contactId());
    var sequence =
        saved != null
            ? saved
            : adHoc(request, ownPlan(request), sender, person.contactId(), source, now);
    return start(request, sequence, person, sender, source, now);
  }

  private static void requireExactlyOne(NewEnrollment request) {
    if ((request.sequenceId() == null) == (request.ownPlan() == null)) {
      throw new InvalidField(
          "/sequence_id", "exactly_one", "Give exactly one of sequence_id and emails.");
    }
    if ((request.contactId() == null) == (request.address() == null)) {
      throw new InvalidField(
          "/recipient", "exactly_one", "Give exactly one of contact_id and email.");
    }
  }

  /** A thread or message that the workspace does not have is refused before anything is written. */
  private @Nullable EnrollmentSource checked(UUID workspaceId, @Nullable EnrollmentSource source) {
    if (source == null) {
      return null;
    }
    var threadId = source.threadId();
    if (source.messageId() != null) {
      var message =
          conversations
              .message(workspaceId, source.messageId())
              .orElseThrow(() -> unknown("/source/message_id", "message"));
      if (threadId != null && !threadId.equals(message.threadId())) {
        throw new InvalidField(
            "/source/thread_id", "mismatch", "The message is not part of this thread.");
      }
      threadId = message.threadId();
    } else if (threadId != null && conversations.thread(workspaceId, threadId).isEmpty()) {
      throw unknown("/source/thread_id", "thread");
    }
    return new EnrollmentSource(
        source.type(), source.messageId(), threadId, source.subject(), source.fromAddress());
  }

  private static InvalidField unknown(String pointer, String what) {
    return new InvalidField(pointer, "unknown", "No " + what + " has this id.");
  }

  private static Sequence named(NewEnrollment request, Optional<Sequence> found) {
    return found
        .filter(sequence -> isWithin(request, sequence.senderAccountId()))
        .orElseThrow(() -> unknown("/sequence_id", "sequence"));
  }

  /** Steps of its own belong to the contact they were made for. */
  private void requireOwn(@Nullable Sequence saved, UUID contactId) {
    if (saved != null
        && saved.isAdHoc()
        && enrollments
            .list(saved.workspaceId(), null, saved.id(), contactId, null, null, 1)
            .isEmpty()) {
      throw unknown("/sequence_id", "sequence");
    }
  }

  private UUID senderOf(
      NewEnrollment request, @Nullable Sequence saved, @Nullable EnrollmentSource source) {
    var thread =
        source == null || source.threadId() == null
            ? null
            : conversations.thread(request.workspaceId(), source.threadId()).orElse(null);
    var otherwise =
        saved != null ? saved.senderAccountId() : thread == null ? null : thread.senderAccountId();
    var sender =
        inboxes.choose(
            request.workspaceId(),
            request.senderAccountId(),
            request.boundInbox(),
            otherwise,
            "/inbox_id");
    if (thread != null && !isWithin(request, thread.senderAccountId())) {
      throw unknown("/source/thread_id", "thread");
    }
    if (thread != null && !thread.senderAccountId().equals(sender)) {
      throw new InvalidField(
          "/source/thread_id", "other_inbox", "The thread belongs to another inbox.");
    }
    return sender;
  }

  /** What a token bound to one inbox does not see, it cannot name. */
  private static boolean isWithin(NewEnrollment request, UUID senderAccountId) {
    return request.boundInbox() == null || request.boundInbox().equals(senderAccountId);
  }

  /**
   * Whom it is for: from here on he is neither deleted nor merged before he is enrolled. That comes
   * before the sequence is kept as it is, because who goes takes a sequence of his own along.
   */
  private Recipient personOf(NewEnrollment request, Instant now) {
    var workspace = request.workspaceId();
    if (request.contactId() != null) {
      var recipient = held(workspace, request.contactId(), "/recipient/contact_id");
      if (recipient.address() == null) {
        throw new InvalidField(
            "/recipient/contact_id", "no_address", "This contact has no e-mail address.");
      }
      if (recipient.suppressed()) {
        throw suppressed("/recipient/contact_id");
      }
      return recipient;
    }
    var address = String.valueOf(request.address()).strip();
    if (!suppressions.among(workspace, List.of(address)).isEmpty()) {
      throw suppressed("/recipient/email");
    }
    try {
      ensureContact.fire(new EnsureContact(Ids.next(), workspace, now, address, address));
    } catch (InvalidField refused) {
      throw new InvalidField(
          "/recipient/email", refused.code(), String.valueOf(refused.getMessage()));
    }
    var contactId =
        directory
            .idOf(workspace, address.toLowerCase(Locale.ROOT))
            .orElseThrow(
                () -> new InvalidField("/recipient/email", "This is not an e-mail address."));
    return held(workspace, contactId, "/recipient/email");
  }

  private Recipient held(UUID workspace, UUID contactId, String pointer) {
    return directory
        .holdRecipient(workspace, contactId)
        .orElseThrow(() -> unknown(pointer, "contact"));
  }

  private static InvalidField suppressed(String pointer) {
    return new InvalidField(pointer, "suppressed", "Nobody may write to this address.");
  }

  private static SequencePlan ownPlan(NewEnrollment request) {
    if (request.ownPlan() == null) {
      throw new IllegalStateException("Checked before");
    }
    return request.ownPlan();
  }

  /** The same series for the same contact is the same sequence, however often it is asked for. */
  private Sequence adHoc(
      NewEnrollment request,
      SequencePlan plan,
      UUID sender,
      UUID contactId,
      @Nullable EnrollmentSource source,
      Instant now) {
    var workspace = request.workspaceId();
    var draft = DraftPlan.of(plan, request.stepsPointer());
    var key = keyOf(draft, workspace, sender, contactId, source);
    sequences.serialize(key);
    var known = sequences.adHoc(workspace, key);
    var id = known.isPresent() ? known.get().id() : define(request, plan, draft, sender, key, now);
    return sequences
        .kept(workspace, id)
        .orElseThrow(() -> new IllegalStateException("Read or written just now"));
  }

  private UUID define(
      NewEnrollment request,
      SequencePlan plan,
      DraftPlan draft,
      UUID sender,
      String key,
      Instant now) {
    var workspace = request.workspaceId();
    var name = draft.steps().get(0).subject();
    var sequence = Sequence.define(workspace, Ids.next(), String.valueOf(name), sender, key, now);
    sequences.add(sequence);
    publishSequence.publish(workspace, sequence.id(), plan, request.stepsPointer());
    return sequence.id();
  }

  private static String keyOf(
      DraftPlan draft,
      UUID workspace,
      UUID sender,
      UUID contactId,
      @Nullable EnrollmentSource source) {
    var calendar = draft.calendar().hasWindows() ? draft.calendar().windowsText() : "";
    var text =
        String.join(
            "\n",
            workspace.toString(),
            sender.toString(),
            contactId.toString(),
            source == null ? "" : source.messageId() + " " + source.threadId(),
            draft.exitOnReply() + " " + draft.exitConditionPrompt(),
            draft.zone() + " " + calendar + " " + draft.calendar().jitter(),
            draft.steps().toString());
    return Sha256.hex(text);
  }

  /**
   * Of requests at the same time one writes; the others find its row once it has committed. Why
   * none was written is asked only then.
   */
  private Enrolled start(
      NewEnrollment request,
      Sequence sequence,
      Recipient person,
      UUID sender,
      @Nullable EnrollmentSource source,
      Instant now) {
    var workspace = request.workspaceId();
    var plan = plans.of(workspace, versionOf(sequence));
    for (int attempt = 0; attempt < 5; attempt++) {
      var enrollment = begin(request, plan, person, sender, source, sequence.isPaused(), now);
      if (enrollments.addIfNoneOpen(enrollment, mostOpen)) {
        if (source != null) {
          enrollments.addSource(workspace, enrollment.id(), source);
        }
        enrollmentStarted.fire(enrollment.startedFact(Ids.next()));
        var card = readEnrollments.card(enrollment, person, sequence.isAdHoc(), source);
        return new Enrolled(enrollment.id(), true, card);
      }
      var ways = batches.openOf(workspace, List.of(person.contactId()));
      for (var way : ways) {
        if (way.sequenceId().equals(sequence.id())) {
          return new Enrolled(way.id(), false, null);
        }
      }
      if (ways.size() >= mostOpen) {
        throw new TooManySequences(mostOpen);
      }
    }
    throw new IllegalStateException("The enrollment was begun and ended five times meanwhile");
  }

  private static UUID versionOf(Sequence sequence) {
    var version = sequence.latestVersionId();
    if (version == null) {
      throw new IllegalStateException("A sequence is published when it is made");
    }
    return version;
  }

  private Enrollment begin(
      NewEnrollment request,
      Plan plan,
      Recipient person,
      UUID sender,
      @Nullable EnrollmentSource source,
      boolean paused,
      Instant now) {
    var id = Ids.next();
    var zone = surroundings.zone(plan, person);
    return Enrollment.start(
        id,
        plan,
        person.contactId(),
        sender,
        request.exitOnReply() == null ? plan.exitOnReply() : request.exitOnReply(),
        surroundings.workspace(plan.workspaceId()).test(),
        source == null ? null : source.threadId(),
        paused,
        plan.dueAfter(now, 1, zone, id),
        now);
  }
}
