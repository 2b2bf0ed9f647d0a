package cadenza.kernel.api;

/** Priorities of the observers of {@link Startup}, lowest first. */
public final class StartupOrder {
  /** Refuses to start without what the product needs (master key, database). */
  public static final int REQUIREMENTS = 100;

  /** Every module migrates its schema. */
  public static final int SCHEMA = 1000;

  /** The views over all schemas. */
  public static final int REPORT = 1500;

  /** The first workspace, user and token. */
  public static final int BOOTSTRAP = 1800;

  /** Work begins. */
  public static final int TIMERS = 3000;

  private StartupOrder() {}
}
