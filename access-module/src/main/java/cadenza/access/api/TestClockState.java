package cadenza.access.api;

/** What the clock of a test workspace is doing. */
public enum TestClockState {
  /** Stands still. A move makes it {@link #ADVANCING}; a crash changes nothing. */
  READY,
  /** Runs to its target, due instant by due instant; after a crash the rest is still to be run. */
  ADVANCING
}
