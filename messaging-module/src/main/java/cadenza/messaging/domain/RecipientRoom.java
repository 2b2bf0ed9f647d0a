package cadenza.messaging.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may still go to one recipient domain. Who finds no room gets a time when there will be some:
 * newcomers stand in a line, at the pace of the limit, so that each of them comes about once.
 */
public final class RecipientRoom {
  static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);

  private final @Nullable Integer daily;
  private final @Nullable Integer hourly;
  private final List<Instant> sentInDay;
  private final long open;
  private final @Nullable Instant lineEnds;
  private final Instant now;

  private int taken;
  private int refused;
  private @Nullable Instant lineMovedTo;

  /**
   * @param open queued, begun, or of unknown outcome within the day
   * @param sentInDay earliest first
   * @param lineEnds up to when the times are given already
   */
  public RecipientRoom(
      PaceLimits limits,
      long open,
      List<Instant> sentInDay,
      @Nullable Instant lineEnds,
      Instant now) {
    this.daily = limits.recipientDaily();
    this.hourly = limits.recipientHourly();
    this.sentInDay = List.copyOf(sentInDay);
    this.open = open;
    this.lineEnds = lineEnds;
    this.now = now;
  }

  /** Takes room for one, or tells when there is some. */
  public Optional<Instant> take(boolean waited) {
    boolean dayIsFull = daily != null && used(DAY) >= daily;
    boolean hourIsFull = hourly != null && used(HOUR) >= hourly;
    if (!dayIsFull && !hourIsFull) {
      taken++;
      return Optional.empty();
    }
    var time = now;
    if (hourIsFull) {
      time = later(time, roomIn(HOUR, hourly, waited));
    }
    if (dayIsFull) {
      time = later(time, roomIn(DAY, daily, waited));
    }
    refused++;
    return Optional.of(waited ? time : inLine(time));
  }

  /** Where the line ends now; empty when it has not moved. */
  public Optional<Instant> lineMovedTo() {
    return Optional.ofNullable(lineMovedTo);
  }

  private long used(Duration window) {
    return inWindow(window).size() + open + taken;
  }

  private List<Instant> inWindow(Duration window) {
    var since = now.minus(window);
    int first = 0;
    while (first < sentInDay.size() && !sentInDay.get(first).isAfter(since)) {
      first++;
    }
    return sentInDay.subList(first, sentInDay.size());
  }

  /** When as many sends as stand in the way are a window old; what is open leaves now, at best. */
  private Instant roomIn(Duration window, @Nullable Integer limit, boolean waited) {
    var sent = inWindow(window);
    long inTheWay = used(window) + refused - (limit == null ? 0 : limit);
    if (inTheWay < sent.size()) {
      return sent.get((int) inTheWay).plus(window);
    }
    return waited ? now.plus(window).plus(pace().multipliedBy(refused)) : now.plus(window);
  }

  private Instant inLine(Instant earliest) {
    var end = lineMovedTo == null ? lineEnds : lineMovedTo;
    var time = end == null ? earliest : later(earliest, end);
    lineMovedTo = time.plus(pace());
    return time;
  }

  private Duration pace() {
    var byDay = daily == null ? Duration.ZERO : DAY.dividedBy(daily);
    var byHour = hourly == null ? Duration.ZERO : HOUR.dividedBy(hourly);
    return byDay.compareTo(byHour) > 0 ? byDay : byHour;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
