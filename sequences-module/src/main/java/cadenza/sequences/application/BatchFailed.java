package cadenza.sequences.application;

import cadenza.sequences.domain.Enrollments.Key;
import java.util.List;

/** A batch could not be worked on as a whole; nothing of it was written. */
class BatchFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Key> keys;

  BatchFailed(List<Key> keys, RuntimeException cause) {
    super(cause);
    this.keys = List.copyOf(keys);
  }

  List<Key> keys() {
    return keys;
  }
}
