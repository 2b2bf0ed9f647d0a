package cadenza.contacts.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Contacts by the thousand: every question and every change is one statement. */
@Repository(dataStore = "contacts")
public interface ContactBatches {
  /** Where a contact is written to; null where it has no address or no zone. */
  record Addressee(UUID id, @Nullable String addressKey, @Nullable String zone) {}

  /** Whom something is for; null asks nothing. */
  record Chosen(@Nullable UUID labelId, @Nullable String domain) {
    /** Never empty, and read by {@link #read}. */
    public String text() {
      return "label="
          + (labelId == null ? "" : labelId)
          + ";domain="
          + (domain == null ? "" : domain);
    }

    public static Chosen read(String text) {
      int end = text.indexOf(';');
      var label = text.substring("label=".length(), end);
      var domain = text.substring(end + ";domain=".length());
      return new Chosen(
          label.isEmpty() ? null : UUID.fromString(label), domain.isEmpty() ? null : domain);
    }
  }

  /** A contact that shall be, known by its address alone. */
  record Newcomer(UUID id, String fullName, EmailAddress address) {
    public @Nullable String domain() {
      return FreeMailDomains.companyOf(address.key());
    }
  }

  /**
   * One look into the index for each, however many there are: a list of thousands would let the
   * database read the whole table.
   */
  default List<Addressee> addressees(UUID workspaceId, Collection<UUID> contactIds) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select c.id, c.address_key, c.zone from unnest(?::uuid[]) as w(id)"
                          + " cross join lateral (select id, address_key, zone"
                          + " from contacts.contact where workspace_id = ? and id = w.id limit 1) c")) {
                SqlArrays.uuids(statement, 1, Set.copyOf(contactIds), id -> id);
                statement.setObject(2, workspaceId);
                return AddresseeRows.read(statement);
              }
            });
  }

  /** None of the contacts goes before the end of the transaction. */
  default void letNobodyGo(UUID workspaceId) {
    session().doWork(connection -> MergeStatements.letNobodyGo(connection, workspaceId));
  }

  default boolean isLabel(UUID workspaceId, UUID labelId) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select from contacts.label where workspace_id = ? and id = ?")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, labelId);
                try (var row = statement.executeQuery()) {
                  return row.next();
                }
              }
            });
  }

  /** Those who are meant, in the order of their ids; read off an index, wherever it begins. */
  default List<Addressee> chosen(
      UUID workspaceId, Chosen chosen, @Nullable UUID after, int atMost) {
    return session()
        .doReturningWork(
            connection -> AddresseeRows.chosen(connection, workspaceId, chosen, after, atMost));
  }

  default long countChosen(UUID workspaceId, Chosen chosen) {
    return session()
        .doReturningWork(connection -> AddresseeRows.count(connection, workspaceId, chosen));
  }

  default Map<String, UUID> holders(UUID workspaceId, Collection<String> addressKeys) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select a.address_key, a.contact_id from unnest(?) as w(address_key)"
                          + " cross join lateral (select address_key, contact_id"
                          + " from contacts.contact_address where workspace_id = ?"
                          + " and address_key = w.address_key limit 1) a")) {
                SqlArrays.texts(statement, 1, addressKeys, key -> key);
                statement.setObject(2, workspaceId);
                var found = new HashMap<String, UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    found.put(row.getString(1), row.getObject(2, UUID.class));
                  }
                }
                return found;
              }
            });
  }

  /**
   * Adds those whose address nobody holds yet. The address is claimed first, so of two that want it
   * at the same time one adds a contact and the other leaves it.
   *
   * @return the ids of those added
   */
  default Set<UUID> addMissing(UUID workspaceId, List<Newcomer> newcomers, Instant at) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      with wanted as (
                        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[],
                          ?::text[]) as w(id, full_name, address, address_key, domain)),
                      claimed as (
                        insert into contacts.contact_address (workspace_id, address_key, contact_id)
                        select ?, w.address_key, w.id from wanted w order by w.address_key
                        on conflict do nothing
                        returning contact_id)
                      insert into contacts.contact (workspace_id, id, full_name, domain, email_labels,
                        email_addresses, address_key, phone_labels, phone_numbers,
                        anniversary_types, anniversary_dates, created_at, updated_at, version)
                      select ?, w.id, w.full_name, w.domain, array['work'], array[w.address], w.address_key,
                        '{}', '{}', '{}', '{}', ?, ?, 0
                      from wanted w join claimed c on c.contact_id = w.id
                      returning id
                      """)) {
                SqlArrays.uuids(statement, 1, newcomers, Newcomer::id);
                SqlArrays.texts(statement, 2, newcomers, Newcomer::fullName);
                SqlArrays.texts(statement, 3, newcomers, one -> one.address().text());
                SqlArrays.texts(statement, 4, newcomers, one -> one.address().key());
                SqlArrays.texts(statement, 5, newcomers, Newcomer::domain);
                statement.setObject(6, workspaceId);
                statement.setObject(7, workspaceId);
                statement.setObject(8, at.atOffset(ZoneOffset.UTC));
                statement.setObject(9, at.atOffset(ZoneOffset.UTC));
                var added = new HashSet<UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    added.add(row.getObject(1, UUID.class));
                  }
                }
                return added;
              }
            });
  }

  /** There are companies with these domains from now on. */
  default void ensureCompanies(UUID workspaceId, Collection<String> domains, Instant at) {
    session()
        .doWork(
            connection -> ContactStatements.ensureCompanies(connection, workspaceId, domains, at));
  }

  StatelessSession session();
}
