package cadenza.sequences.application;

import cadenza.sequences.domain.PublishedStep;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.SequenceVersion;
import cadenza.testing.ModuleDatabase;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/** This module's tables. */
final class SequencesDatabase extends ModuleDatabase<StatelessSession> {
  SequencesDatabase() {
    super(
        "sequences",
        Function.identity(),
        Sequence.class,
        SequenceVersion.class,
        PublishedStep.class);
  }
}
