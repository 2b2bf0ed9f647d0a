package cadenza.sequences.application;

import java.util.List;

/** A rule could not run for some people as a whole; nothing of it was written. */
class RunsFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> people;

  RunsFailed(List<String> people, RuntimeException cause) {
    super(cause);
    this.people = List.copyOf(people);
  }

  List<String> people() {
    return people;
  }

  /** The container may wrap what a transaction threw; nobody where it was something else. */
  static List<String> peopleOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RunsFailed runs) {
        return runs.people();
      }
    }
    return List.of();
  }
}
