package cadenza.messaging.domain;

import cadenza.messaging.api.SenderCapacity.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How much one account may take on now: its limits, and what the message rows say is used. What is
 * open counts as sent, because it may be at any instant.
 *
 * @param paced whether the workspace has limits for all of its accounts
 * @param waiting what is queued or begun, counted up to the bound, of an account without limits
 */
public record Capacity(
    UUID senderAccountId,
    UUID workspaceId,
    boolean paced,
    String status,
    @Nullable Instant restsUntil,
    @Nullable Integer dailyLimit,
    @Nullable Integer hourlyLimit,
    long minimumGapMillis,
    long waiting,
    Usage usage) {

  /**
   * More than this is not taken out of the sequences' hands before it can be sent: it would wait
   * where pauses and windows are looked at no more before its turn, and in everybody's way.
   */
  public static final int WAITING_AT_MOST = 2000;

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration SHORTLY = Duration.ofMillis(500);

  /**
   * @param open queued, begun, or of unknown outcome within the day
   * @param pressing of these, what may leave at any moment
   * @param oldestInDay and {@code oldestInHour}: when the earliest send of the window was
   */
  public record Usage(
      long open,
      long pressing,
      long sentInDay,
      long sentInHour,
      @Nullable Instant oldestInDay,
      @Nullable Instant oldestInHour,
      @Nullable Instant lastSent) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, null, null, null);
  }

  public boolean isLimited() {
    return dailyLimit != null || hourlyLimit != null || minimumGapMillis > 0;
  }

  public Capacity with(Usage counted) {
    return new Capacity(
        senderAccountId,
        workspaceId,
        paced,
        status,
        restsUntil,
        dailyLimit,
        hourlyLimit,
        minimumGapMillis,
        waiting,
        counted);
  }

  /** The limit that is used up, by what was sent and by what waits to be; whatever else is. */
  public Optional<String> spent() {
    if (dailyLimit != null && usage.sentInDay() + usage.open() >= dailyLimit) {
      return Optional.of("daily_limit");
    }
    return hourlyLimit != null && usage.sentInHour() + usage.open() >= hourlyLimit
        ? Optional.of("hourly_limit")
        : Optional.empty();
  }

  public Grant grant(int wanted, Instant now) {
    if (!status.equals("ACTIVE")) {
      return new Grant(senderAccountId, 0, null, "paused");
    }
    if (restsUntil != null && restsUntil.isAfter(now)) {
      return new Grant(senderAccountId, 0, restsUntil, "resting");
    }
    var granted = withRoom(wanted, now);
    granted = bounded(granted, dailyLimit, usage.sentInDay(), DAY, usage.oldestInDay(), now, true);
    granted =
        bounded(granted, hourlyLimit, usage.sentInHour(), HOUR, usage.oldestInHour(), now, false);
    return spaced(granted, now);
  }

  private Grant withRoom(int wanted, Instant now) {
    long room = Math.max(0, WAITING_AT_MOST - Math.max(waiting, usage.open()));
    return room >= wanted
        ? new Grant(senderAccountId, wanted, null, null)
        : new Grant(senderAccountId, (int) room, now.plus(SHORTLY), "queue_full");
  }

  private Grant bounded(
      Grant sofar,
      @Nullable Integer limit,
      long sent,
      Duration window,
      @Nullable Instant oldest,
      Instant now,
      boolean day) {
    if (limit == null) {
      return sofar;
    }
    long free = Math.max(0, limit - sent - usage.open());
    if (free >= sofar.granted()) {
      return sofar;
    }
    var again = limit == 0 ? null : oldest == null ? now.plus(SOON) : oldest.plus(window);
    return new Grant(senderAccountId, (int) free, again, day ? "daily_limit" : "hourly_limit");
  }

  /** With a gap, one at a time: the next is not begun before the last one's time is known. */
  private Grant spaced(Grant sofar, Instant now) {
    if (minimumGapMillis == 0 || sofar.granted() == 0) {
      return sofar;
    }
    var gap = Duration.ofMillis(minimumGapMillis);
    if (usage.pressing() > 0) {
      var again = gap.compareTo(SOON) < 0 ? now.plus(gap) : now.plus(SOON);
      return new Grant(senderAccountId, 0, again, "minimum_gap");
    }
    var last = usage.lastSent();
    if (last != null && last.plus(gap).isAfter(now)) {
      return new Grant(senderAccountId, 0, last.plus(gap), "minimum_gap");
    }
    return sofar.granted() <= 1
        ? sofar
        : new Grant(senderAccountId, 1, now.plus(gap), "minimum_gap");
  }
}
