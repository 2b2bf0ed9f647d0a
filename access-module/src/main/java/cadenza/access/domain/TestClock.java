package cadenza.access.domain;

import cadenza.access.api.TestClockCard;
import cadenza.access.api.TestClockMoved;
import cadenza.access.api.TestClockState;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The frozen clock of one test workspace. It only goes forward. */
@Entity
public class TestClock {
  private static final Duration LONGEST_MOVE = Duration.ofDays(2 * 366);

  @Id private UUID id;
  private UUID workspaceId;
  private UUID openedBy;

  @Enumerated(EnumType.STRING)
  private TestClockState state;

  private Instant standsAt;
  private @Nullable Instant runsTo;
  private Instant createdAt;
  @Version private long version;

  protected TestClock() {}

  /**
   * @param openedBy the workspace that may move it besides the test workspace itself
   */
  public static TestClock open(UUID workspaceId, UUID openedBy, Instant start, Instant at) {
    var clock = new TestClock();
    clock.id = Ids.next();
    clock.workspaceId = workspaceId;
    clock.openedBy = openedBy;
    clock.state = TestClockState.READY;
    clock.standsAt = start;
    clock.createdAt = at;
    return clock;
  }

  public TestClockMoved advanceTo(Instant target) {
    if (state == TestClockState.ADVANCING) {
      throw new TestClockIsAdvancing();
    }
    if (target.isBefore(standsAt)) {
      throw new InvalidField("/to", "clock_goes_forward", "The clock stands later than that.");
    }
    if (target.isAfter(standsAt.plus(LONGEST_MOVE))) {
      throw new InvalidField("/to", "move_too_long", "One move takes the clock two years at most.");
    }
    state = TestClockState.ADVANCING;
    runsTo = target;
    return new TestClockMoved(Ids.next(), workspaceId, standsAt, target);
  }

  /** One due instant on the way; an earlier one is passed already. */
  public void standAt(Instant instant) {
    if (instant.isAfter(standsAt)) {
      standsAt = instant;
    }
  }

  public void arrive() {
    if (runsTo != null) {
      standAt(runsTo);
    }
    runsTo = null;
    state = TestClockState.READY;
  }

  public TestClockCard card() {
    return new TestClockCard(id, workspaceId, state, standsAt, runsTo);
  }
}
