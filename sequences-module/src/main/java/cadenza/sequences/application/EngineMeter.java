package cadenza.sequences.application;

import java.time.Duration;

/** What operators want to know of the engine, whatever shows it to them. */
public interface EngineMeter {
  /** How many steps a look found due. */
  void due(int steps);

  /** A step was taken up, this much after its due time. */
  void claimed(Duration lateness);

  /** A step was put aside because it could not be worked on. */
  void setAside();

  /** A reply ended an enrollment, this much after it was processed. */
  void stopped(Duration afterReply);
}
