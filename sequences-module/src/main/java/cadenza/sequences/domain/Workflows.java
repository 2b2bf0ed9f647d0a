package cadenza.sequences.domain;

import cadenza.sequences.api.EnrollOutcome;
import cadenza.sequences.api.WorkflowCard;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The rules that start sequences, and what they have started. */
@Repository(dataStore = "sequences")
public interface Workflows {
  /** A trigger that came for a person. */
  record Run(String person, @Nullable UUID contactId) {}

  /** What became of it. */
  record Ended(
      String person,
      EnrollOutcome outcome,
      @Nullable UUID contactId,
      @Nullable UUID enrollmentId) {}

  StatelessSession session();

  default void add(WorkflowCard rule) {
    session().doWork(connection -> WorkflowStatements.insert(connection, rule));
  }

  /** The row is locked by the caller. */
  default void write(WorkflowCard rule) {
    session().doWork(connection -> WorkflowStatements.update(connection, rule));
  }

  /** Nobody sees it any more; false where nobody did before. */
  default boolean remove(UUID workspaceId, UUID id) {
    return session()
        .doReturningWork(connection -> WorkflowStatements.remove(connection, workspaceId, id));
  }

  /** Some runs of rules that were removed. */
  default int forgetRuns(int atMost) {
    return session().doReturningWork(c -> WorkflowStatements.forgetRuns(c, atMost));
  }

  /** Rules that were removed and have no runs any more. */
  default void forgetRules() {
    session().doWork(WorkflowStatements::forgetRules);
  }

  default Optional<WorkflowCard> withId(UUID workspaceId, UUID id) {
    return session().doReturningWork(c -> WorkflowStatements.read(c, workspaceId, id, ""));
  }

  default Optional<WorkflowCard> locked(UUID workspaceId, UUID id) {
    return session()
        .doReturningWork(c -> WorkflowStatements.read(c, workspaceId, id, " for update"));
  }

  default List<WorkflowCard> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    return session().doReturningWork(c -> WorkflowStatements.page(c, workspaceId, after, atMost));
  }

  /** Whether any rule waits for mail. */
  default boolean waitForMail(UUID workspaceId) {
    return session().doReturningWork(c -> WorkflowStatements.waitForMail(c, workspaceId));
  }

  /**
   * Notes a trigger for each rule that it starts; one that came before for the same person changes
   * nothing.
   *
   * @return how many are new
   */
  default int noteLabels(UUID workspaceId, List<UUID> labelIds, List<UUID> contactIds, Instant at) {
    return session()
        .doReturningWork(
            c -> WorkflowStatements.noteLabels(c, workspaceId, labelIds, contactIds, at));
  }

  /** Takes back what {@link #noteLabels} noted and nobody has begun with. */
  default void forgetWaiting(UUID workspaceId, List<UUID> labelIds, List<UUID> contactIds) {
    session().doWork(c -> WorkflowStatements.forgetWaiting(c, workspaceId, labelIds, contactIds));
  }

  /** As {@link #noteLabels}, for a mail; both addresses in lower case. */
  default int noteMail(UUID workspaceId, String from, String to, Instant at) {
    return session()
        .doReturningWork(c -> WorkflowStatements.noteMail(c, workspaceId, from, to, at));
  }

  /** Rules that have something to do. */
  default List<Enrollments.Key> waiting(int atMost) {
    return session().doReturningWork(c -> WorkflowStatements.waiting(c, atMost));
  }

  /** As {@link #waiting}, in one workspace. */
  default List<Enrollments.Key> waitingIn(UUID workspaceId) {
    return session().doReturningWork(c -> WorkflowStatements.waitingIn(c, workspaceId));
  }

  /**
   * Locks what it returns.
   *
   * @param patient waits for what another node has locked, instead of skipping it
   */
  default List<Run> claim(UUID workspaceId, UUID ruleId, int atMost, boolean patient) {
    return session()
        .doReturningWork(c -> WorkflowStatements.claim(c, workspaceId, ruleId, atMost, patient));
  }

  /** Those of these people for whom a rule has not run; it locks what it returns. */
  default List<Run> claim(UUID workspaceId, UUID ruleId, List<String> people) {
    return session().doReturningWork(c -> WorkflowStatements.claim(c, workspaceId, ruleId, people));
  }

  /** The rule cannot run for this person; it is not tried again. */
  default void fail(UUID workspaceId, UUID ruleId, String person) {
    session().doWork(c -> WorkflowStatements.fail(c, workspaceId, ruleId, person));
  }

  default void end(UUID workspaceId, UUID ruleId, List<Ended> runs) {
    session().doWork(c -> WorkflowStatements.end(c, workspaceId, ruleId, runs));
  }
}
