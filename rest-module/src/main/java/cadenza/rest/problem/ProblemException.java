package cadenza.rest.problem;

/** A request that the HTTP interface itself refuses, before any use case sees it. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final int retryAfterSeconds;

  public ProblemException(Problem problem) {
    this(problem, 0);
  }

  /** One that may pass by itself. */
  public ProblemException(Problem problem, int retryAfterSeconds) {
    super(problem.detail());
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** When to come again; 0 where it will not help. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public Problem problem() {
    return problem;
  }
}
