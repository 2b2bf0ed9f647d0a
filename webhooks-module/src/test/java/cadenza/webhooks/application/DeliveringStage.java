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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
          rows.endpoints().subscribe(endpoint);
          return endpoint.id();
        });
  }

  EndpointCard card(UUID endpoint) {
    return with(rows -> rows.endpoints().withId(workspace, endpoint)).orElseThrow().card();
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
  void settle(List<DueDelivery> claimed, @Nullable Integer status) {
    settle(claimed, status, clocks.real().plusSeconds(5));
  }

  void settle(List<DueDelivery> claimed, @Nullable Integer status, @Nullable Instant next) {
    settle(claimed.stream().map(due -> attempt(due, status, next)).toList());
  }

  /** Each with an answer of its own. */
  void settle(Map<DueDelivery, Integer> answers, Instant next) {
    settle(
        answers.entrySet().stream()
            .map(answered -> attempt(answered.getKey(), answered.getValue(), next))
            .toList());
  }

  private void settle(List<Attempt> attempts) {
    with(
        rows -> {
          settling(rows).settle(attempts);
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

  private SettleDeliveries settling(Rows rows) {
    var disableEndpoint = new DisableEndpoint();
    disableEndpoint.endpoints = rows.endpoints();
    disableEndpoint.clocks = clocks;
    disableEndpoint.endpointDisabled = disabled;
    var settle = new SettleDeliveries();
    settle.deliveries = rows.deliveries();
    settle.endpoints = rows.endpoints();
    settle.disableEndpoint = disableEndpoint;
    settle.tellSetbacks = new TellSetbacks();
    settle.tellSetbacks.clocks = clocks;
    settle.tellSetbacks.troubled = troubled;
    settle.tellSetbacks.exhausted = exhausted;
    settle.disabledAfter = Duration.ofDays(5);
    return settle;
  }
}
