package cadenza.kernel.api;

import java.time.Instant;
import java.util.UUID;

/** The two times there are. Nothing else in the product asks what time it is. */
public interface Clocks {
  /**
   * Business time of a workspace: the real time, or where its test clock stands. Truncated to
   * microseconds, as the database stores it.
   */
  Instant of(UUID workspaceId);

  /**
   * The database's time, for leases, retries and webhooks: a measured offset plus a monotonic
   * counter, so that a wrong or stepping clock of this machine changes nothing. Microseconds.
   */
  Instant real();
}
