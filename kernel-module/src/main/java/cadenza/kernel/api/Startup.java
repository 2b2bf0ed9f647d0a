package cadenza.kernel.api;

/**
 * The application has been deployed and starts to work; observe it with a priority of {@link
 * StartupOrder}. The container's own event of that name reaches the archives of an EAR one after
 * the other, so its priorities order nothing across modules; this one is fired once for all.
 */
public final class Startup {}
