package cadenza.contacts.application;

import cadenza.contacts.api.Recipient;
import cadenza.contacts.domain.EmailAddress;
import cadenza.contacts.domain.SubjectKey;
import cadenza.contacts.domain.SuppressionProbe;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Asks for many addresses at once whether mail may go there; two statements at the most. */
@Dependent
class MailGate {
  private static final String CHANNEL = "EMAIL";

  /** An address of a workspace, in lower case. */
  record At(UUID workspaceId, String addressKey) {}

  @Inject Suppressions suppressions;
  @Inject SubjectKeys subjectKeys;
  @Inject Clocks clocks;

  /** Marked where no mail may go to it. */
  Recipient looked(Recipient recipient) {
    var one = new HashMap<>(Map.of(recipient.contactId(), recipient));
    close(one);
    return one.getOrDefault(recipient.contactId(), recipient);
  }

  /** Marks those that no mail may go to. */
  void close(Map<UUID, Recipient> recipients) {
    var addresses = new HashMap<UUID, At>();
    recipients.forEach(
        (id, recipient) -> {
          if (recipient.address() != null) {
            var key = EmailAddress.keyOf(recipient.address());
            addresses.put(id, new At(recipient.workspaceId(), key));
          }
        });
    var closed = closed(addresses.values());
    addresses.forEach(
        (id, address) -> {
          if (closed.contains(address)) {
            recipients.computeIfPresent(id, (any, recipient) -> recipient.closed());
          }
        });
  }

  /** Those that no mail may go to. */
  Set<At> closed(Collection<At> addresses) {
    var keys = subjectKeys.of(addresses.stream().map(At::workspaceId).distinct().toList());
    if (keys.isEmpty()) {
      return Set.of();
    }
    var probes = new Probes();
    for (var one : addresses) {
      var key = keys.get(one.workspaceId());
      if (key != null) {
        probes.add(one, key);
      }
    }
    return probes.closed();
  }

  private final class Probes {
    private final Map<At, List<SuppressionProbe>> byAddress = new LinkedHashMap<>();
    private final Map<UUID, Map<String, SuppressionProbe>> asked = new HashMap<>();
    private final Map<UUID, Instant> times = new HashMap<>();

    void add(At one, SubjectKey key) {
      var probes = new ArrayList<SuppressionProbe>();
      for (var subject : EmailAddress.subjectsOf(one.addressKey())) {
        probes.add(probe(one.workspaceId(), subject, key));
      }
      byAddress.put(one, probes);
    }

    /** Of a domain that many share one question is asked. */
    private SuppressionProbe probe(UUID workspaceId, String subject, SubjectKey key) {
      return asked
          .computeIfAbsent(workspaceId, id -> new HashMap<>())
          .computeIfAbsent(
              subject,
              text ->
                  new SuppressionProbe(
                      workspaceId, key.hash(text), times.computeIfAbsent(workspaceId, clocks::of)));
    }

    Set<At> closed() {
      var all = new ArrayList<SuppressionProbe>();
      asked.values().forEach(some -> all.addAll(some.values()));
      if (all.isEmpty()) {
        return Set.of();
      }
      var inForce = suppressions.inForce(all, CHANNEL);
      var closed = new HashSet<At>();
      byAddress.forEach(
          (one, probes) -> {
            if (probes.stream().anyMatch(inForce::contains)) {
              closed.add(one);
            }
          });
      return closed;
    }
  }
}
