package cadenza.kernel.application;

import cadenza.kernel.api.CurrentWorkspace;

/**
 * Writes on whose behalf the running transaction works where the database's policies can read it.
 */
public interface TransactionMarker {
  /** Nested use cases join the transaction, so the first mark stands. */
  void mark(CurrentWorkspace workspace);

  /** Marks it anew, for a visit and at its end; without a transaction there is nothing to mark. */
  void markAgain(CurrentWorkspace workspace);
}
