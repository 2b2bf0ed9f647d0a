package cadenza.contacts.domain;

import cadenza.contacts.domain.ContactImport.Outcome;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The imports of all workspaces, their pieces and what became of them. */
@Repository(dataStore = "contacts")
public interface ContactImports {
  /** An import named together with its tenant. */
  record Key(UUID workspaceId, UUID id) {}

  /** Some thousand rows of a file. */
  record Piece(int number, List<ImportRow> rows) {}

  /** What became of a row. */
  record Settled(long line, Outcome outcome, @Nullable UUID contactId, @Nullable String code) {}

  StatelessSession session();

  default void add(ContactImport one) {
    session().doWork(connection -> ImportTables.insert(connection, one));
  }

  default Optional<ContactImport> withId(UUID workspaceId, UUID id) {
    return session().doReturningWork(c -> ImportTables.read(c, workspaceId, id, ""));
  }

  /** Waits for the piece that is being worked on. */
  default Optional<ContactImport> locked(UUID workspaceId, UUID id) {
    return session()
        .doReturningWork(c -> ImportTables.read(c, workspaceId, id, " for no key update"));
  }

  /** Empty while another node works on it. */
  default Optional<ContactImport> claimed(UUID workspaceId, UUID id) {
    return session()
        .doReturningWork(
            c -> ImportTables.read(c, workspaceId, id, " for no key update skip locked"));
  }

  /** The row is locked by the caller. */
  default void write(ContactImport one) {
    session().doWork(connection -> ImportTables.update(connection, one));
  }

  default void remove(UUID workspaceId, UUID id) {
    session().doWork(connection -> ImportTables.remove(connection, workspaceId, id));
  }

  /** What is to be worked on in a workspace, the oldest first. */
  default List<Key> open(UUID workspaceId, int atMost) {
    return session().doReturningWork(c -> ImportTables.open(c, workspaceId, atMost));
  }

  /** Workspaces that have something to be worked on, those who have waited longest first. */
  default List<UUID> workspacesWithOpen(int atMost) {
    return session().doReturningWork(c -> ImportTables.workspacesWithOpen(c, atMost));
  }

  /** How many imports are on their way in or back; whoever asks next waits for our transaction. */
  default int countUnderWay(UUID workspaceId) {
    return session()
        .doReturningWork(
            c -> {
              ContactStatements.takeTurns(c, "imports " + workspaceId);
              return ImportTables.countUnderWay(c, workspaceId);
            });
  }

  /** Files that began to come in before an instant and never ended. */
  default int forgetBroken(Instant before) {
    return session().doReturningWork(connection -> ImportTables.forgetBroken(connection, before));
  }

  /**
   * Some of what one import changed and that is kept for no way back any more.
   *
   * @return 0 when there was none
   */
  default int forgetUndo(Instant before, int atMost) {
    return session()
        .doReturningWork(connection -> ImportTables.forgetUndo(connection, before, atMost));
  }

  default List<ContactImport> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    return session().doReturningWork(c -> ImportTables.page(c, workspaceId, after, atMost));
  }

  default void addPiece(Key of, int number, List<ImportRow> rows) {
    session().doWork(connection -> ImportTables.addPiece(connection, of, number, rows));
  }

  /** The first piece that nobody has under way; it is the caller's until he commits. */
  default Optional<Piece> nextPiece(Key of) {
    return session().doReturningWork(connection -> ImportTables.nextPiece(connection, of));
  }

  default void dropPiece(Key of, int number) {
    session().doWork(connection -> ImportTables.dropPiece(connection, of, number));
  }

  /** Those that nobody has under way. */
  default void dropIdlePieces(Key of) {
    session().doWork(connection -> ImportTables.dropPieces(connection, of, false));
  }

  /** All that are left, once those who have one under way are through; the import is not locked. */
  default void dropPieces(Key of) {
    session().doWork(connection -> ImportTables.dropPieces(connection, of, true));
  }

  /**
   * @param labelled who did not carry the import's label before
   */
  default void addResults(Key of, int number, List<Settled> rows, Collection<UUID> labelled) {
    session().doWork(c -> ImportTables.addResults(c, of, number, rows, labelled));
  }

  /** To whom a piece gave the label. */
  default List<UUID> labelled(Key of, int number) {
    return session().doReturningWork(connection -> ImportTables.labelled(connection, of, number));
  }

  /** The first piece from a number on that was worked on. */
  default Optional<Integer> resultFrom(Key of, int number) {
    return session().doReturningWork(connection -> ImportTables.resultFrom(connection, of, number));
  }

  /** Empty where the piece was not worked on. */
  default List<Settled> results(Key of, int number) {
    return session().doReturningWork(connection -> ImportTables.results(connection, of, number));
  }

  /**
   * Adds contacts for addresses that nobody holds.
   *
   * @return the ids of those added; the others' addresses were taken meanwhile
   */
  default Set<UUID> create(UUID workspaceId, List<ImportedContact> contacts, Instant at) {
    return session().doReturningWork(c -> ImportStatements.create(c, workspaceId, contacts, at));
  }

  /**
   * Changes contacts, each named by the id at the same place, and keeps what they were before.
   *
   * @return those that are another now
   */
  default Set<UUID> change(Key of, List<ImportedContact> contacts, List<UUID> holders, Instant at) {
    return session().doReturningWork(c -> ImportStatements.change(c, of, contacts, holders, at));
  }

  /** The phones and profiles of contacts that were made for these can be searched. */
  default void addHandles(UUID workspaceId, List<ImportedContact> made) {
    var handles =
        made.stream()
            .flatMap(
                one ->
                    one.handles().stream()
                        .map(handle -> new HandleStatements.Held(one.id(), handle)))
            .toList();
    session().doWork(connection -> HandleStatements.add(connection, workspaceId, handles));
  }

  /** The phones and profiles of these contacts can be searched as they are now. */
  default void keepHandles(UUID workspaceId, List<UUID> contactIds) {
    session()
        .doWork(
            connection ->
                HandleStatements.keep(
                    connection,
                    workspaceId,
                    contactIds,
                    HandleStatements.read(connection, workspaceId, contactIds)));
  }

  /** The label's name; empty where somebody has removed it. */
  default Optional<String> labelName(UUID workspaceId, UUID labelId) {
    return session().doReturningWork(c -> ImportStatements.labelName(c, workspaceId, labelId));
  }

  /** Puts a label on contacts, and answers who did not carry it before. */
  default Set<UUID> label(UUID workspaceId, UUID labelId, List<UUID> contactIds, Instant at) {
    return session()
        .doReturningWork(c -> LabelStatements.apply(c, workspaceId, labelId, contactIds, at));
  }

  /** Takes a label off contacts, and answers who carried it, in the order of the ids. */
  default List<UUID> unlabel(UUID workspaceId, UUID labelId, List<UUID> contactIds) {
    return session()
        .doReturningWork(c -> LabelStatements.takeAll(c, workspaceId, labelId, contactIds));
  }

  /** Nobody may even name these contacts before the end of the transaction. */
  default void lockToGo(UUID workspaceId, Collection<UUID> contactIds) {
    session().doWork(c -> MergeStatements.lockToGo(c, workspaceId, contactIds));
  }

  /** Puts contacts back that are as the import left them, and answers which; they are locked. */
  default Set<UUID> restore(Key of, List<UUID> contactIds, Instant at) {
    return session().doReturningWork(c -> ImportStatements.restore(c, of, contactIds, at));
  }

  /** Those that the import made and nobody has touched since, in the order of the ids. */
  default List<UUID> untouched(
      UUID workspaceId, List<UUID> contactIds, @Nullable UUID labelOfImport) {
    return session()
        .doReturningWork(
            c -> ImportStatements.untouched(c, workspaceId, contactIds, labelOfImport));
  }

  default void delete(UUID workspaceId, List<UUID> contactIds) {
    session().doWork(c -> ImportStatements.delete(c, workspaceId, contactIds));
  }
}
