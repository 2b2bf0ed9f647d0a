package cadenza.sequences.domain;

/** Why an enrollment rests. */
public final class Pause {
  public static final String PERSON = "person";
  public static final String SEQUENCE = "sequence_paused";
  public static final String OVERDUE = "overdue";

  /** Of a sequence that a guard has stopped. */
  public static final String BOUNCE_RATE = "bounce_rate";

  public static final String RETURNED = "returned_too_often";

  private Pause() {}
}
