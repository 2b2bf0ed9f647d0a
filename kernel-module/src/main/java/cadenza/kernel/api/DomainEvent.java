package cadenza.kernel.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact that happened or an order that is given, within one workspace. Implementations are records
 * of plain values in an {@code api} package; list records of the hot path wrap several of them.
 */
public interface DomainEvent {
  /** Stays the same wherever the event travels, so a receiver can tell a repeat. */
  UUID eventId();

  UUID workspaceId();

  /** Business time of the workspace; see {@link Clocks}. */
  Instant occurredAt();
}
