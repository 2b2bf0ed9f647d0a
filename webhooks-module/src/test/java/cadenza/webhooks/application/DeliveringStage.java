package cadenza.webhooks.application;

import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import cadenza.testing.HandSetClocks;
import cadenza.testing.Heard;
import cadenza.webhooks.api.DeliveriesExhausted;
import cadenza.webhooks.api.DeliveriesTroubled;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.EndpointUrl;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.TestDatabase;
import cadenza.webhooks.domain.TestDatabase.Rows;
import cadenza.webhooks.domain.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workspace with endpoints whose use cases run on the database, and a clock set by hand. */
final class DeliveringStage {
  static final Duration LEASE = Duration.ofSeconds(45);
  static final Slots SLOTS = new Slots(8, 6, 10);

  final HandSetClocks clocks = new HandSetClocks();
  final UUID workspace = Ids.next();
  final Heard<EndpointDisabled> disabled = new Heard<>();
  final Heard<DeliveriesTroubled> troubled = new Heard<>();
  final Heard<DeliveriesExhausted> exhausted = new Heard<>();
  private final TestDatabase database;
  private int endpoints;

  DeliveringStage(TestDatabase database) {
    this.database = database;
  }

  <T> T with(Function<Rows, T> work) {
    return database.inTransaction(work);
  }

  Formats formats() {
    return new Formats().arrange(Stream.of(new PlainFormat(Endpoint.STANDARD)));
  }

  UUID open() {
    var endpoint =
        Endpoint.open(
            Ids.next(),
            workspace,
            ++endpoints,
            new EndpointUrl("https://example.com/" + endpoints),
            null,
            Endpoint.STANDARD,
            "{}",
            null,
            "sealed",
            clocks.real());
    return with(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          rows.endpoints().add(endpoint);
          rows.endpoints().keepState(endpoint);
          rows.endpoints().subscribe(endpoint);
          return endpoint.id();
        });
  }

  EndpointCard card(UUID endpoint) {
    return with(rows -> rows.endpoints().withId(workspace, endpoint)).orElseThrow().card();
  }

  /** As whoever has mended it does. */
  void enable(UUID endpoint) {
    with(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          var found = rows.endpoints().withId(workspace, endpoint).orElseThrow();
          found.enable();
          rows.endpoints().forgive(found);
          rows.endpoints().update(found);
          rows.endpoints().subscribe(found);
          return null;
        });
  }

  /** So many facts, numbered and due at whoever listens. */
  void happen(int facts) {
    var envelopes =
        Stream.generate(
                () ->
                    Envelope.of(
                        new ContactUpdated(Ids.next(), workspace, clocks.real(), Ids.next())))
            .limit(facts)
            .toList();
    with(
        rows -> {
          rows.events().add(envelopes);
          return rows.events().relay(100_000, clocks.real());
        });
  }

  List<DueDelivery> claim() {
    return claim(Map.of());
  }

  List<DueDelivery> claim(Map<UUID, UnderWay> underWay) {
    return claim(underWay, SLOTS);
  }

  List<DueDelivery> claim(Map<UUID, UnderWay> underWay, Slots slots) {
    var now = clocks.real();
    return with(rows -> rows.deliveries().claim(underWay, slots, now, now.plus(LEASE), 500));
  }

  /** A failed one is tried again after five seconds, as often as you like. */
  List<UUID> settle(List<DueDelivery> claimed, @Nullable Integer status) {
    return settle(claimed, status, clocks.real().plusSeconds(5));
  }

  List<UUID> settle(List<DueDelivery> claimed, @Nullable Integer status, @Nullable Instant next) {
    return settle(claimed.stream().map(due -> attempt(due, status, next)).toList());
  }

  /** Each with an answer of its own. */
  List<UUID> settle(Map<DueDelivery, Integer> answers, Instant next) {
    return settle(
        answers.entrySet().stream()
            .map(answered -> attempt(answered.getKey(), answered.getValue(), next))
            .toList());
  }

  /** Whatever is left waits for somebody. */
  private List<UUID> settle(List<Attempt> attempts) {
    return with(rows -> settling(rows).settle(attempts)).stream()
        .map(attempt -> attempt.delivery().id())
        .toList();
  }

  /** As often as there is one that has failed for long, or is gone. */
  void giveUp() {
    for (var next = nextFailing(); next.isPresent(); next = nextFailing()) {
      giveUp(next.get());
    }
  }

  Optional<Turn> nextFailing(Turn... resting) {
    return with(rows -> givingUp(rows).next(List.of(resting)));
  }

  void giveUp(Turn endpoint) {
    with(
        rows -> {
          givingUp(rows).giveUp(endpoint);
          return null;
        });
  }

  private Attempt attempt(DueDelivery due, @Nullable Integer status, @Nullable Instant next) {
    return new Attempt(
        due,
        clocks.real(),
        12,
        status,
        status == null ? "No connection could be made." : null,
        null,
        null,
        status != null && status == 410 ? null : next);
  }

  private GiveUpEndpoints givingUp(Rows rows) {
    var giveUp = new GiveUpEndpoints();
    giveUp.endpoints = rows.endpoints();
    giveUp.deliveries = rows.deliveries();
    giveUp.clocks = clocks;
    giveUp.endpointDisabled = disabled;
    giveUp.disabledAfter = Duration.ofDays(5);
    return giveUp;
  }

  private SettleDeliveries settling(Rows rows) {
    var settle = new SettleDeliveries();
    settle.deliveries = rows.deliveries();
    settle.tellSetbacks = new TellSetbacks();
    settle.tellSetbacks.clocks = clocks;
    settle.tellSetbacks.troubled = troubled;
    settle.tellSetbacks.exhausted = exhausted;
    settle.disabledAfter = Duration.ofDays(5);
    return settle;
  }
}
