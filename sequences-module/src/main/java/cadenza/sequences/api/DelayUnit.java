package cadenza.sequences.api;

/** What a delay is counted in. */
public enum DelayUnit {
  /** Elapsed time. */
  SECONDS,
  /** Elapsed time. */
  MINUTES,
  /** Elapsed time: 24 hours are not a day when the clocks change. */
  HOURS,
  /** Calendar days: the same wall time. */
  DAYS,
  /** Days of work only, at the same wall time. */
  BUSINESS_DAYS
}
