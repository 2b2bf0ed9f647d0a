package cadenza.sequences.application;

import cadenza.contacts.api.Audience.Member;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.sequences.api.BulkEnrollment.Result;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.EnrollOutcome;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.api.EnrollmentStarted;
import cadenza.sequences.api.EnrollmentsStarted;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.EnrollmentBatches;
import cadenza.sequences.domain.EnrollmentBatches.Common;
import cadenza.sequences.domain.EnrollmentBatches.Entry;
import cadenza.sequences.domain.EnrollmentBatches.Open;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.Sequences;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The part of a bulk enrollment that is the same whoever is enrolled: one batch, in one go. */
@Dependent
class EnrollBatch {
  /**
   * Where they are all going, as it stands in this transaction.
   *
   * @param sparesAnswered whoever has answered this sequence, or left it, does not come into it
   *     again: nobody named him, a rule or a label did
   */
  record Route(EnrollTerms terms, Common common, boolean sparesAnswered) {
    Route sparingAnswered() {
      return new Route(terms, common, true);
    }
  }

  @Inject Sequences sequences;
  @Inject EnrollmentBatches batches;
  @Inject Plans plans;
  @Inject Surroundings surroundings;
  @Inject Inboxes inboxes;
  @Inject StopLock stopLock;
  @Inject FinishEnrollments finishEnrollments;
  @Inject Event<EnrollmentsStarted> enrollmentsStarted;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.sequences.most-open-per-contact", defaultValue = "20")
  int mostOpen;

  /** A sequence or an inbox that the caller may not name is refused, as by a single enrollment. */
  Route route(EnrollTerms terms) {
    var workspace = terms.workspaceId();
    inboxes.refuseForeign(terms.senderAccountId(), terms.boundInbox(), "/inbox_id");
    var sequence =
        sequences
            .withId(workspace, terms.sequenceId())
            .filter(found -> !found.isAdHoc())
            .filter(found -> isWithin(terms, found.senderAccountId()))
            .orElseThrow(
                () -> new InvalidField("/sequence_id", "unknown", "No sequence has this id."));
    var sender =
        inboxes.choose(
            workspace,
            terms.senderAccountId(),
            terms.boundInbox(),
            sequence.senderAccountId(),
            "/inbox_id");
    boolean paused =
        !sequences.pausedAmong(List.of(new Enrollments.Key(workspace, sequence.id()))).isEmpty();
    var plan = plans.of(workspace, versionOf(sequence));
    boolean exitOnReply = terms.exitOnReply() == null ? plan.exitOnReply() : terms.exitOnReply();
    boolean test = surroundings.workspace(workspace).test();
    return new Route(terms, new Common(plan, sender, exitOnReply, test, paused), false);
  }

  /** What a token bound to one inbox does not see, it neither names nor ends. */
  private static boolean isWithin(EnrollTerms terms, UUID senderAccountId) {
    return terms.boundInbox() == null || terms.boundInbox().equals(senderAccountId);
  }

  private static UUID versionOf(Sequence sequence) {
    var version = sequence.latestVersionId();
    if (version == null) {
      throw new IllegalStateException("A sequence is published when it is made");
    }
    return version;
  }

  /** What becomes of each contact, by its id; each stands here once. */
  Map<UUID, Result> enroll(Route route, List<Member> members) {
    var results = new HashMap<UUID, Result>(members.size() * 2);
    var reachable = new ArrayList<Member>(members.size());
    for (var member : members) {
      if (member.address() == null) {
        results.put(member.contactId(), invalid(member, "no_address"));
      } else if (member.suppressed()) {
        results.put(member.contactId(), result(EnrollOutcome.SUPPRESSED, member.contactId()));
      } else {
        reachable.add(member);
      }
    }
    if (!reachable.isEmpty()) {
      enrollReachable(route, reachable, results);
    }
    return results;
  }

  private static Result invalid(Member member, String reason) {
    return new Result(EnrollOutcome.INVALID, member.contactId(), null, reason);
  }

  private static Result result(EnrollOutcome outcome, UUID contactId) {
    return new Result(outcome, contactId, null, null);
  }

  private void enrollReachable(Route route, List<Member> members, Map<UUID, Result> results) {
    var terms = route.terms();
    if (!terms.dryRun()) {
      batches.takeTurns(terms.workspaceId());
    }
    var contacts = members.stream().map(Member::contactId).toList();
    var open =
        batches.openOf(terms.workspaceId(), contacts).stream()
            .collect(Collectors.groupingBy(Open::contactId));
    var answered =
        route.sparesAnswered()
            ? batches.answered(terms.workspaceId(), terms.sequenceId(), contacts)
            : Map.<UUID, UUID>of();
    var welcome = new ArrayList<Member>(members.size());
    var replaced = new ArrayList<UUID>();
    for (var member : members) {
      var ways = open.getOrDefault(member.contactId(), List.of());
      var before = answered.get(member.contactId());
      var hindrance =
          before == null
              ? hindrance(terms, member.contactId(), ways)
              : new Result(EnrollOutcome.ALREADY_IN, member.contactId(), before, null);
      if (hindrance == null) {
        welcome.add(member);
        ways.forEach(way -> replaced.add(way.id()));
      } else {
        results.put(member.contactId(), hindrance);
      }
    }
    if (terms.dryRun()) {
      welcome.forEach(
          member ->
              results.put(member.contactId(), result(EnrollOutcome.ENROLLED, member.contactId())));
    } else if (!welcome.isEmpty()) {
      start(route, welcome, terms.collision() == Collision.REPLACE ? replaced : List.of(), results);
    }
  }

  private @Nullable Result hindrance(EnrollTerms terms, UUID contactId, List<Open> ways) {
    for (var way : ways) {
      if (way.sequenceId().equals(terms.sequenceId())) {
        return new Result(EnrollOutcome.ALREADY_IN, contactId, way.id(), null);
      }
    }
    return switch (terms.collision()) {
      case SKIP -> ways.isEmpty() ? null : result(EnrollOutcome.CONFLICT, contactId);
      case REPLACE ->
          ways.stream().allMatch(way -> isWithin(terms, way.senderAccountId()))
              ? null
              : result(EnrollOutcome.CONFLICT, contactId);
      case ALLOW -> ways.size() < mostOpen ? null : result(EnrollOutcome.LIMIT, contactId);
    };
  }

  private void start(
      Route route, List<Member> members, List<UUID> replaced, Map<UUID, Result> results) {
    var common = route.common();
    var workspace = common.plan().workspaceId();
    var now = clocks.of(workspace);
    finishEnrollments.finish(
        stopLock.stop(workspace, replaced, "replaced", now), FinishReason.REMOVED, now);
    var entries = entries(common, members, now);
    var started = batches.add(common, entries, now);
    for (var entry : entries) {
      results.put(
          entry.contactId(),
          started.contains(entry.id())
              ? new Result(EnrollOutcome.ENROLLED, entry.contactId(), entry.id(), null)
              : result(EnrollOutcome.ALREADY_IN, entry.contactId()));
    }
    if (started.size() < entries.size()) {
      nameOthers(route, entries, started, results);
    }
    enrollmentsStarted.fire(
        new EnrollmentsStarted(
            entries.stream()
                .filter(entry -> started.contains(entry.id()))
                .map(entry -> fact(common, entry, now))
                .toList()));
  }

  /** In the order of the contacts, which is the order of the index that they go into. */
  private List<Entry> entries(Common common, List<Member> members, Instant now) {
    var plan = common.plan();
    var workspaceZone = surroundings.workspace(plan.workspaceId()).zone();
    return members.stream()
        .sorted(Comparator.comparing(Member::contactId))
        .map(
            member -> {
              var id = Ids.next();
              var zone = plan.zoneFor(member.zone(), workspaceZone);
              return new Entry(id, member.contactId(), plan.dueAfter(now, 1, zone, id));
            })
        .toList();
  }

  /** Somebody enrolled them by themselves meanwhile: those enrollments are the answer. */
  private void nameOthers(
      Route route, List<Entry> entries, Set<UUID> started, Map<UUID, Result> results) {
    var left =
        entries.stream()
            .filter(entry -> !started.contains(entry.id()))
            .map(Entry::contactId)
            .toList();
    for (var way : batches.openOf(route.terms().workspaceId(), left)) {
      if (way.sequenceId().equals(route.terms().sequenceId())) {
        results.put(
            way.contactId(), new Result(EnrollOutcome.ALREADY_IN, way.contactId(), way.id(), null));
      }
    }
  }

  private static EnrollmentStarted fact(Common common, Entry entry, Instant now) {
    var plan = common.plan();
    return new EnrollmentStarted(
        Ids.next(), plan.workspaceId(), now, entry.id(), plan.sequenceId(), entry.contactId());
  }
}
