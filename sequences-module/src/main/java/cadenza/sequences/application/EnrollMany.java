package cadenza.sequences.application;

import cadenza.contacts.api.Audience;
import cadenza.contacts.api.EnsureContact;
import cadenza.contacts.api.EnsureContacts;
import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.BulkEnrollment;
import cadenza.sequences.api.BulkEnrollment.Result;
import cadenza.sequences.api.BulkEnrollment.Wanted;
import cadenza.sequences.api.EnrollOutcome;
import cadenza.sequences.api.EnrollTerms;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts many contacts on their way through one sequence, in a handful of statements. What hinders
 * one of them hinders no other.
 */
@UseCase
public class EnrollMany {
  @Inject EnrollBatch batch;
  @Inject Audience audience;
  @Inject SuppressionList suppressions;
  @Inject Event<EnsureContacts> ensureContacts;
  @Inject Clocks clocks;

  /** What became of each, in the order of the request. */
  public List<Result> enroll(BulkEnrollment request) {
    return enroll(request, batch.route(request.terms()));
  }

  /** Whoever has answered the sequence before stays out of it. */
  List<Result> enrollByRule(BulkEnrollment request) {
    return enroll(request, batch.route(request.terms()).sparingAnswered());
  }

  private List<Result> enroll(BulkEnrollment request, EnrollBatch.Route route) {
    var terms = request.terms();
    audience.letNobodyGo(terms.workspaceId());
    var targets = targets(terms, request.recipients());
    var contacts =
        targets.stream().map(Target::contactId).filter(Objects::nonNull).distinct().toList();
    var outcomes = batch.enroll(route, audience.members(terms.workspaceId(), contacts));
    var seen = new HashSet<Object>();
    var results = new ArrayList<Result>(targets.size());
    for (var target : targets) {
      var result = resultOf(target, outcomes);
      boolean again = !seen.add(target.identity());
      results.add(again && result.outcome() == EnrollOutcome.ENROLLED ? already(result) : result);
    }
    return results;
  }

  /**
   * Whom an item means.
   *
   * @param identity the same for two items that mean the same person
   * @param settled what is clear without looking at the contact, or null
   */
  private record Target(Object identity, @Nullable UUID contactId, @Nullable Result settled) {}

  private static Result resultOf(Target target, Map<UUID, Result> outcomes) {
    if (target.settled() != null) {
      return target.settled();
    }
    var known = outcomes.get(target.contactId());
    return known == null ? new Result(EnrollOutcome.NOT_FOUND, null, null, null) : known;
  }

  /** The request has named this contact before. */
  private static Result already(Result first) {
    return new Result(EnrollOutcome.ALREADY_IN, first.contactId(), first.enrollmentId(), null);
  }

  private List<Target> targets(EnrollTerms terms, List<Wanted> recipients) {
    var keys = new ArrayList<@Nullable String>(recipients.size());
    var byKey = new LinkedHashMap<String, Wanted>();
    for (var one : recipients) {
      var key = one.flaw() == null && one.address() != null ? keyOf(one.address()) : null;
      keys.add(key);
      if (key != null) {
        byKey.putIfAbsent(key, one);
      }
    }
    var people = byKey.isEmpty() ? new People(Map.of(), Set.of()) : people(terms, byKey);
    var targets = new ArrayList<Target>(recipients.size());
    for (int i = 0; i < recipients.size(); i++) {
      targets.add(target(recipients.get(i), keys.get(i), people));
    }
    return targets;
  }

  private @Nullable String keyOf(String address) {
    return audience.keyOf(address).orElse(null);
  }

  /** Who holds the addresses of a request, and which of them nobody may write to. */
  private record People(Map<String, UUID> holders, Set<String> suppressed) {}

  private static Target target(Wanted one, @Nullable String key, People people) {
    if (one.flaw() != null) {
      return invalid(one.flaw());
    }
    if (one.contactId() != null) {
      return new Target(one.contactId(), one.contactId(), null);
    }
    if (key == null) {
      return invalid("invalid_address");
    }
    var holder = people.holders().get(key);
    if (people.suppressed().contains(key)) { // though its holder may have another address
      return new Target(key, null, new Result(EnrollOutcome.SUPPRESSED, holder, null, null));
    }
    if (holder != null) {
      return new Target(holder, holder, null);
    }
    return new Target(key, null, new Result(EnrollOutcome.ENROLLED, null, null, null));
  }

  private static Target invalid(String reason) {
    return new Target(reason, null, new Result(EnrollOutcome.INVALID, null, null, reason));
  }

  /** Makes a contact for each address that nobody holds and that may be written to. */
  private People people(EnrollTerms terms, Map<String, Wanted> byKey) {
    var workspace = terms.workspaceId();
    var holders = new HashMap<>(audience.holders(workspace, byKey.keySet()));
    var strangers = byKey.keySet().stream().filter(key -> !holders.containsKey(key)).toList();
    var suppressed = suppressions.among(workspace, List.copyOf(byKey.keySet()));
    var orders = new ArrayList<EnsureContact>();
    var now = clocks.of(workspace);
    byKey.forEach(
        (key, one) -> {
          if (!holders.containsKey(key) && !suppressed.contains(key)) {
            var address = one.address() == null ? key : one.address();
            var name = one.fullName() == null ? address : one.fullName();
            orders.add(new EnsureContact(Ids.next(), workspace, now, address, name));
          }
        });
    if (!orders.isEmpty() && !terms.dryRun()) {
      ensureContacts.fire(new EnsureContacts(orders));
      holders.putAll(audience.holders(workspace, strangers));
    }
    return new People(holders, suppressed);
  }
}
