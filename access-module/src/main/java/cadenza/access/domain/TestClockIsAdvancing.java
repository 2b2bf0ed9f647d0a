package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** One move at a time. */
public class TestClockIsAdvancing extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public TestClockIsAdvancing() {
    super(
        Kind.CONFLICT,
        "test_clock_advancing",
        "The clock is still advancing; read it until its state is ready.");
  }
}
