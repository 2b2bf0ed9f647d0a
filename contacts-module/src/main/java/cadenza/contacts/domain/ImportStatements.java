package cadenza.contacts.domain;

import cadenza.contacts.domain.ContactImports.Key;
import cadenza.kernel.api.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What imports do to contacts, each a statement for some thousand of them. */
final class ImportStatements {
  /** The same order as in {@link #bind}. */
  private static final String WANTED =
      """
      with wanted as (
        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
          as w(id, full_name, first_name, last_name, title, company, domain, company_size, industry,
            city, state, country, zone, phone, profile, notes, address, address_key,
            do_not_track)),
      """;

  private static final int WANTED_PARAMETERS = 19;

  private ImportStatements() {}

  private static void bind(
      PreparedStatement statement, List<ImportedContact> contacts, List<UUID> ids, boolean anew)
      throws SQLException {
    SqlArrays.uuids(statement, 1, ids, id -> id);
    SqlArrays.texts(statement, 2, contacts, one -> anew ? one.name() : one.saidName());
    text(statement, 3, contacts, ImportField.FIRST_NAME);
    text(statement, 4, contacts, ImportField.LAST_NAME);
    text(statement, 5, contacts, ImportField.TITLE);
    text(statement, 6, contacts, ImportField.COMPANY);
    SqlArrays.texts(
        statement, 7, contacts, one -> anew ? one.companyDomain() : one.value(ImportField.DOMAIN));
    text(statement, 8, contacts, ImportField.COMPANY_SIZE);
    text(statement, 9, contacts, ImportField.INDUSTRY);
    text(statement, 10, contacts, ImportField.CITY);
    text(statement, 11, contacts, ImportField.STATE);
    text(statement, 12, contacts, ImportField.COUNTRY);
    text(statement, 13, contacts, ImportField.ZONE);
    text(statement, 14, contacts, ImportField.PHONE);
    text(statement, 15, contacts, ImportField.LINKEDIN_URL);
    text(statement, 16, contacts, ImportField.NOTES);
    SqlArrays.texts(statement, 17, contacts, one -> one.address().text());
    SqlArrays.texts(statement, 18, contacts, ImportedContact::addressKey);
    text(statement, 19, contacts, ImportField.DO_NOT_TRACK);
  }

  private static void text(
      PreparedStatement statement, int index, List<ImportedContact> contacts, ImportField field)
      throws SQLException {
    SqlArrays.texts(statement, index, contacts, one -> one.value(field));
  }

  static Set<UUID> create(
      Connection connection, UUID workspaceId, List<ImportedContact> contacts, Instant at)
      throws SQLException {
    var ids = contacts.stream().map(ImportedContact::id).toList();
    try (var statement =
        connection.prepareStatement(
            WANTED
                + """
                claimed as (
                  insert into contacts.contact_address (workspace_id, address_key, contact_id)
                  select ?, w.address_key, w.id from wanted w order by w.address_key
                  on conflict do nothing
                  returning contact_id)
                insert into contacts.contact (workspace_id, id, full_name, first_name, last_name,
                  title, company, domain, company_size, industry, city, state, country, zone,
                  email_labels, email_addresses, address_key, phone_labels, phone_numbers,
                  profile_types, profile_urls, anniversary_types, anniversary_dates, notes,
                  do_not_track, created_at, updated_at, version)
                select ?, w.id, w.full_name, w.first_name, w.last_name, w.title, w.company, w.domain,
                  w.company_size, w.industry, w.city, w.state, w.country, w.zone,
                  array['work'], array[w.address], w.address_key,
                  case when w.phone is null then '{}' else array['work'] end,
                  case when w.phone is null then '{}' else array[w.phone] end,
                  case when w.profile is null then '{}' else array['linkedin'] end,
                  case when w.profile is null then '{}' else array[w.profile] end,
                  '{}', '{}', w.notes, coalesce(w.do_not_track = 'true', false), ?, ?, 0
                from wanted w join claimed c on c.contact_id = w.id
                returning id
                """)) {
      bind(statement, contacts, ids, true);
      statement.setObject(WANTED_PARAMETERS + 1, workspaceId);
      statement.setObject(WANTED_PARAMETERS + 2, workspaceId);
      statement.setObject(WANTED_PARAMETERS + 3, at.atOffset(ZoneOffset.UTC));
      statement.setObject(WANTED_PARAMETERS + 4, at.atOffset(ZoneOffset.UTC));
      return ids(statement);
    }
  }

  static Set<UUID> change(
      Connection connection, Key of, List<ImportedContact> contacts, List<UUID> holders, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            WANTED
                + """
                old as materialized (
                  select c.* from contacts.contact c join wanted w on w.id = c.id
                  where c.workspace_id = ? order by c.id for no key update of c),
                meant as (
                  select o.id, coalesce(w.full_name, o.full_name) as full_name,
                    coalesce(w.first_name, o.first_name) as first_name,
                    coalesce(w.last_name, o.last_name) as last_name,
                    coalesce(w.title, o.title) as title, coalesce(w.company, o.company) as company,
                    coalesce(w.domain, o.domain) as domain,
                    coalesce(w.company_size, o.company_size) as company_size,
                    coalesce(w.industry, o.industry) as industry,
                    coalesce(w.city, o.city) as city, coalesce(w.state, o.state) as state,
                    coalesce(w.country, o.country) as country, coalesce(w.zone, o.zone) as zone,
                    coalesce(w.notes, o.notes) as notes,
                    -- who has said no is not made willing by a file
                    o.do_not_track or coalesce(w.do_not_track = 'true', false) as do_not_track,
                    case when w.phone is null or w.phone = any (o.phone_numbers)
                        or cardinality(o.phone_numbers) >= 50
                      then o.phone_labels else o.phone_labels || 'work'::text end as phone_labels,
                    case when w.phone is null or w.phone = any (o.phone_numbers)
                        or cardinality(o.phone_numbers) >= 50
                      then o.phone_numbers else o.phone_numbers || w.phone end as phone_numbers,
                    case when w.profile is null or w.profile = any (o.profile_urls)
                        or cardinality(o.profile_urls) >= 50
                      then o.profile_types else o.profile_types || 'linkedin'::text end
                      as profile_types,
                    case when w.profile is null or w.profile = any (o.profile_urls)
                        or cardinality(o.profile_urls) >= 50
                      then o.profile_urls else o.profile_urls || w.profile end as profile_urls
                  from old o join wanted w on w.id = o.id),
                changed as (
                  update contacts.contact c set full_name = m.full_name, first_name = m.first_name,
                    last_name = m.last_name, title = m.title, company = m.company,
                    domain = m.domain, company_size = m.company_size, industry = m.industry,
                    city = m.city, state = m.state, country = m.country, zone = m.zone,
                    notes = m.notes, do_not_track = m.do_not_track, phone_labels = m.phone_labels,
                    phone_numbers = m.phone_numbers, profile_types = m.profile_types,
                    profile_urls = m.profile_urls, updated_at = ?, version = c.version + 1
                  from meant m
                  where c.workspace_id = ? and c.id = m.id
                    and (m.full_name, m.first_name, m.last_name, m.title, m.company, m.domain,
                      m.company_size, m.industry, m.city, m.state, m.country, m.zone, m.notes,
                      m.do_not_track, m.phone_numbers, m.profile_urls) is distinct from (c.full_name, c.first_name,
                      c.last_name, c.title, c.company, c.domain, c.company_size, c.industry,
                      c.city, c.state, c.country, c.zone, c.notes, c.do_not_track, c.phone_numbers,
                      c.profile_urls)
                  returning c.id, c.version)
                insert into contacts.import_undo (workspace_id, import_id, contact_id,
                  version_after, before)
                select ?, ?, o.id, n.version, to_jsonb(o)
                  - '{search,email_addresses,email_labels,address_key}'::text[]
                from changed n join old o on o.id = n.id
                -- another row of the file named the same contact: it was what it was before that
                on conflict (workspace_id, import_id, contact_id)
                  do update set version_after = excluded.version_after
                returning contact_id
                """)) {
      bind(statement, contacts, holders, false);
      int next = WANTED_PARAMETERS;
      statement.setObject(++next, of.workspaceId());
      statement.setObject(++next, at.atOffset(ZoneOffset.UTC));
      statement.setObject(++next, of.workspaceId());
      statement.setObject(++next, of.workspaceId());
      statement.setObject(++next, of.id());
      return ids(statement);
    }
  }

  /** Empty where somebody has removed the label; it stays until the transaction ends. */
  static Optional<String> labelName(Connection connection, UUID workspaceId, UUID labelId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select name from contacts.label where workspace_id = ? and id = ? for key share")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, labelId);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  static Set<UUID> restore(Connection connection, Key of, Collection<UUID> contactIds, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update contacts.contact c set full_name = b.full_name, first_name = b.first_name,
              last_name = b.last_name, title = b.title, company = b.company, domain = b.domain,
              company_size = b.company_size, industry = b.industry, city = b.city,
              state = b.state, country = b.country, zone = b.zone, notes = b.notes,
              do_not_track = b.do_not_track,
              phone_labels = b.phone_labels, phone_numbers = b.phone_numbers,
              profile_types = b.profile_types, profile_urls = b.profile_urls,
              custom_fields = b.custom_fields, updated_at = ?, version = c.version + 1
            from contacts.import_undo u
            cross join lateral jsonb_populate_record(null::contacts.contact, u.before) b
            where u.workspace_id = ? and u.import_id = ? and u.contact_id = any (?::uuid[])
              and c.workspace_id = u.workspace_id and c.id = u.contact_id
              and c.version = u.version_after
            returning c.id
            """)) {
      statement.setObject(1, at.atOffset(ZoneOffset.UTC));
      statement.setObject(2, of.workspaceId());
      statement.setObject(3, of.id());
      SqlArrays.uuids(statement, 4, contactIds, id -> id);
      return ids(statement);
    }
  }

  /** A later label, a merge or a change of any kind is a touch. They are locked. */
  static List<UUID> untouched(
      Connection connection,
      UUID workspaceId,
      Collection<UUID> contactIds,
      @Nullable UUID labelOfImport)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select c.id from contacts.contact c
            where c.workspace_id = ? and c.id = any (?::uuid[]) and c.version = 0
              and not exists (select from contacts.contact_label l
                where l.workspace_id = c.workspace_id and l.contact_id = c.id
                  and l.label_id is distinct from ?)
              and not exists (select from contacts.contact_merge m
                where m.workspace_id = c.workspace_id and m.kept_id = c.id)
            order by c.id
            """)) {
      statement.setObject(1, workspaceId);
      SqlArrays.uuids(statement, 2, contactIds, id -> id);
      statement.setObject(3, labelOfImport);
      return List.copyOf(ids(statement));
    }
  }

  static void delete(Connection connection, UUID workspaceId, Collection<UUID> contactIds)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from contacts.contact where workspace_id = ? and id = any (?::uuid[])")) {
      statement.setObject(1, workspaceId);
      SqlArrays.uuids(statement, 2, contactIds, id -> id);
      statement.executeUpdate();
    }
  }

  private static Set<UUID> ids(PreparedStatement statement) throws SQLException {
    var ids = new LinkedHashSet<UUID>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
