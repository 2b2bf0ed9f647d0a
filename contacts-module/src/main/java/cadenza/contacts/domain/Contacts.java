package cadenza.contacts.domain;

import cadenza.contacts.api.ContactFilter;
import cadenza.contacts.api.Recipient;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The contacts of all workspaces. */
@Repository(dataStore = "contacts")
public interface Contacts {
  @Insert
  void add(Contact contact);

  @Update
  void update(Contact contact);

  @Query("from Contact where workspaceId = :workspaceId and id = :id")
  Optional<Contact> with(UUID workspaceId, UUID id);

  @Query("from Contact where workspaceId = :workspaceId and id in :ids")
  List<Contact> allWith(UUID workspaceId, Collection<UUID> ids);

  /** Nobody else changes it until the end of the transaction. */
  default Optional<Contact> locked(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Contact where workspaceId = :workspaceId and id = :id", Contact.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** Who holds the address: as {@link #lockAddress} and then {@link #idOf}, in one round trip. */
  default Optional<UUID> holderInTurn(UUID workspaceId, String addressKey) {
    return session()
        .doReturningWork(
            connection ->
                ContactStatements.id(
                    connection, "select contacts.holder_in_turn(?, ?)", workspaceId, addressKey));
  }

  /** Two requests for one new address take turns, so that the second one finds the contact. */
  default void lockAddress(UUID workspaceId, String addressKey) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                statement.setString(1, workspaceId + "/" + addressKey);
                statement.execute();
              }
            });
  }

  default Optional<UUID> idOf(UUID workspaceId, String addressKey) {
    return session()
        .doReturningWork(
            connection ->
                ContactStatements.id(
                    connection,
                    "select contact_id from contacts.contact_address"
                        + " where workspace_id = ? and address_key = ?",
                    workspaceId,
                    addressKey));
  }

  /**
   * Gives the contact these addresses too; refused where another contact holds one.
   *
   * @param company whose row is made on the way; null for none
   */
  default void claimAddresses(
      UUID workspaceId, UUID contactId, Collection<String> keys, @Nullable NewCompany company) {
    var together = keys.size() == 1 ? company : null;
    int claimed =
        session()
            .doReturningWork(
                connection ->
                    together == null
                        ? ContactStatements.claimAddresses(connection, workspaceId, contactId, keys)
                        : ContactStatements.claimWithCompany(
                            connection, workspaceId, contactId, keys.iterator().next(), together));
    if (claimed < keys.size()) {
      throw new AddressAlreadyTaken();
    }
    if (company != null && together == null) {
      ensureCompany(workspaceId, company);
    }
  }

  /** Frees the contact's addresses but these. */
  default void dropAddressesBut(UUID workspaceId, UUID contactId, Collection<String> keys) {
    session()
        .doWork(
            connection ->
                ContactStatements.dropAddressesBut(connection, workspaceId, contactId, keys));
  }

  /** Makes these the contact's phones and profiles. */
  default void keepHandles(UUID workspaceId, UUID contactId, Collection<ContactHandle> handles) {
    session()
        .doWork(
            connection ->
                ContactStatements.keepHandles(connection, workspaceId, contactId, handles));
  }

  /** Who has this phone or profile, newest first. */
  default List<UUID> having(UUID workspaceId, ContactHandle handle, int atMost) {
    return session()
        .doReturningWork(
            connection -> ContactStatements.having(connection, workspaceId, handle, atMost));
  }

  /** There is a company with this domain from now on. */
  default void ensureCompany(UUID workspaceId, NewCompany company) {
    session()
        .doWork(connection -> ContactStatements.ensureCompany(connection, workspaceId, company));
  }

  /** Without a look at the suppressions. */
  default Map<UUID, Recipient> recipients(Collection<UUID> contactIds) {
    return session()
        .doReturningWork(connection -> ContactStatements.recipients(connection, contactIds));
  }

  /** Newest first. */
  default List<Contact> page(
      UUID workspaceId,
      ContactFilter filter,
      Instant now,
      @Nullable UUID after,
      int skipped,
      int atMost) {
    var query = new ContactQuery(workspaceId, filter, now);
    if (query.isOpen()) {
      return ContactQuery.all(session(), workspaceId, after, skipped, atMost);
    }
    var ids =
        session().doReturningWork(connection -> query.ids(connection, after, skipped, atMost));
    return ids.isEmpty() ? List.of() : ContactQuery.these(session(), workspaceId, ids);
  }

  default long count(UUID workspaceId, ContactFilter filter, Instant now) {
    var query = new ContactQuery(workspaceId, filter, now);
    return query.isOpen()
        ? session()
            .createSelectionQuery(
                "select count(*) from Contact where workspaceId = :workspaceId", Long.class)
            .setParameter("workspaceId", workspaceId)
            .getSingleResult()
        : session().doReturningWork(query::count);
  }

  /** Whom the contact was merged into. */
  default Optional<UUID> mergedInto(UUID workspaceId, UUID contactId) {
    return session()
        .doReturningWork(
            connection -> MergeStatements.mergedInto(connection, workspaceId, contactId));
  }

  /** Who was merged into the contact, at once or by way of others. */
  default List<UUID> mergedFrom(UUID workspaceId, UUID contactId) {
    return session()
        .doReturningWork(
            connection -> MergeStatements.mergedFrom(connection, workspaceId, contactId));
  }

  /**
   * Those of the ids that are contacts of the workspace. They can be changed, but neither deleted
   * nor merged before the end of the transaction.
   */
  default Set<UUID> held(UUID workspaceId, Collection<UUID> contactIds) {
    return session()
        .doReturningWork(connection -> MergeStatements.held(connection, workspaceId, contactIds));
  }

  /** How one of them is written to; held as by {@link #held}. */
  default Optional<HeldRecipient> heldRecipient(UUID workspaceId, UUID contactId) {
    return session()
        .doReturningWork(
            connection -> ContactStatements.heldRecipient(connection, workspaceId, contactId));
  }

  /** As {@link #locked}, and nobody may even name it from now on; in the order of the ids. */
  default List<Contact> lockedToGo(UUID workspaceId, Collection<UUID> contactIds) {
    session().doWork(connection -> MergeStatements.lockToGo(connection, workspaceId, contactIds));
    return contactIds.stream()
        .sorted()
        .map(id -> with(workspaceId, id))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What the one has beside its own row goes to the other. */
  default void moveSurroundings(UUID workspaceId, UUID from, UUID to, Instant at) {
    session()
        .doWork(
            connection -> MergeStatements.moveSurroundings(connection, workspaceId, from, to, at));
  }

  @Delete
  void remove(Contact contact);

  /** Of the suppressions of these subjects only the hashes stay. */
  default void forgetSubjects(UUID workspaceId, Collection<String> subjects) {
    session()
        .doWork(connection -> MergeStatements.forgetSubjects(connection, workspaceId, subjects));
  }

  /** A contact is forgotten together with who was merged into it. */
  default void forgetMerges(UUID workspaceId, UUID contactId) {
    session()
        .doWork(connection -> MergeStatements.forgetMerges(connection, workspaceId, contactId));
  }

  StatelessSession session();
}
