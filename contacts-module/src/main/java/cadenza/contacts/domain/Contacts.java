package cadenza.contacts.domain;

import cadenza.contacts.api.Recipient;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Find
  Optional<Contact> with(UUID workspaceId, UUID id);

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
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select contact_id from contacts.contact_address"
                          + " where workspace_id = ? and address_key = ?")) {
                statement.setObject(1, workspaceId);
                statement.setString(2, addressKey);
                try (var rows = statement.executeQuery()) {
                  return rows.next()
                      ? Optional.of(rows.getObject(1, UUID.class))
                      : Optional.<UUID>empty();
                }
              }
            });
  }

  /** Makes these the contact's addresses; refused where another contact holds one. */
  default void claimAddresses(UUID workspaceId, UUID contactId, Collection<String> keys) {
    int claimed =
        session()
            .doReturningWork(
                connection -> {
                  var wanted = connection.createArrayOf("text", keys.toArray());
                  try (var drop =
                          connection.prepareStatement(
                              "delete from contacts.contact_address where workspace_id = ?"
                                  + " and contact_id = ? and address_key <> all (?)");
                      var add =
                          connection.prepareStatement(
                              "insert into contacts.contact_address"
                                  + " (workspace_id, address_key, contact_id)"
                                  + " select ?, key, ? from unnest(?) as key order by key"
                                  + " on conflict (workspace_id, address_key) do update"
                                  + " set contact_id = excluded.contact_id"
                                  + " where contact_address.contact_id = excluded.contact_id")) {
                    drop.setObject(1, workspaceId);
                    drop.setObject(2, contactId);
                    drop.setArray(3, wanted);
                    drop.executeUpdate();
                    add.setObject(1, workspaceId);
                    add.setObject(2, contactId);
                    add.setArray(3, wanted);
                    return add.executeUpdate();
                  }
                });
    if (claimed < keys.size()) {
      throw new AddressAlreadyTaken();
    }
  }

  /** Makes these the contact's phones and profiles. */
  default void keepHandles(UUID workspaceId, UUID contactId, Collection<ContactHandle> handles) {
    session()
        .doWork(
            connection ->
                ContactStatements.keepHandles(connection, workspaceId, contactId, handles));
  }

  /** There is a company with this domain from now on. */
  default void ensureCompany(UUID workspaceId, String domain, @Nullable String name, Instant at) {
    session()
        .doWork(
            connection ->
                ContactStatements.ensureCompany(connection, workspaceId, domain, name, at));
  }

  /** Without a look at the suppressions. */
  default Map<UUID, Recipient> recipients(Collection<UUID> contactIds) {
    return session()
        .doReturningWork(connection -> ContactStatements.recipients(connection, contactIds));
  }

  /** Newest first; the query is looked for in the name and in every address. */
  default List<Contact> page(
      UUID workspaceId, @Nullable String query, @Nullable UUID after, int skipped, int atMost) {
    var sought = ContactSearch.pattern(query);
    var selection =
        session()
            .createSelectionQuery(
                "from Contact where workspaceId = :workspaceId"
                    + (after == null ? "" : " and id < :after")
                    + (sought == null ? "" : ContactSearch.CONDITION)
                    + " order by id desc",
                Contact.class)
            .setParameter("workspaceId", workspaceId)
            .setFirstResult(skipped)
            .setMaxResults(atMost);
    if (after != null) {
      selection.setParameter("after", after);
    }
    if (sought != null) {
      selection.setParameter("query", sought);
    }
    return selection.getResultList();
  }

  default long count(UUID workspaceId, @Nullable String query) {
    var sought = ContactSearch.pattern(query);
    var selection =
        session()
            .createSelectionQuery(
                "select count(*) from Contact where workspaceId = :workspaceId"
                    + (sought == null ? "" : ContactSearch.CONDITION),
                Long.class)
            .setParameter("workspaceId", workspaceId);
    if (sought != null) {
      selection.setParameter("query", sought);
    }
    return selection.getSingleResult();
  }

  StatelessSession session();
}
