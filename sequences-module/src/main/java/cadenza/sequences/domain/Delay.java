package cadenza.sequences.domain;

import cadenza.sequences.api.DelayUnit;

/** How long a step waits after the one before it. */
public record Delay(int value, DelayUnit unit) {
  /** Ten years: more is a slip of the pen. */
  private static final long LONGEST_SECONDS = 3650L * 86_400L;

  public static final Delay NONE = new Delay(0, DelayUnit.SECONDS);

  public Delay {
    if (!fits(value, unit)) {
      throw new IllegalArgumentException("A delay lies between 0 and ten years");
    }
  }

  public static boolean fits(int value, DelayUnit unit) {
    return value >= 0 && value * secondsOf(unit) <= LONGEST_SECONDS;
  }

  private static long secondsOf(DelayUnit unit) {
    return switch (unit) {
      case SECONDS -> 1;
      case MINUTES -> 60;
      case HOURS -> 3_600;
      case DAYS, BUSINESS_DAYS -> 86_400;
    };
  }
}
