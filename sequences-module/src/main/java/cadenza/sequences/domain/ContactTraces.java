package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What sequences keep of a contact, when it goes or becomes another one. */
@Repository(dataStore = "sequences")
public interface ContactTraces {
  StatelessSession session();

  /** Those of the contacts who are on a sequence, or were. */
  default Set<UUID> enrolled(UUID workspaceId, Collection<UUID> contactIds) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select w.id from unnest(?::uuid[]) as w(id)
                      cross join lateral (
                        select from sequences.enrollment
                        where workspace_id = ? and contact_id = w.id limit 1) one
                      """)) {
                SqlArrays.uuids(statement, 1, contactIds, id -> id);
                statement.setObject(2, workspaceId);
                var found = new HashSet<UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                  }
                }
                return found;
              }
            });
  }

  /** All open enrollments of these contacts, in the order of their ids. */
  default List<UUID> open(UUID workspaceId, Collection<UUID> contactIds) {
    return EnrollmentRows.ids(
        session(),
        """
        select e.id from unnest(?::uuid[]) as w(id)
        join sequences.enrollment e on e.workspace_id = ? and e.contact_id = w.id
        where e.status <> 'FINISHED' order by e.id
        """,
        statement -> {
          SqlArrays.uuids(statement, 1, contactIds, id -> id);
          statement.setObject(2, workspaceId);
        });
  }

  /** The open enrollments of the one in sequences that the other is on as well. */
  default List<UUID> colliding(UUID workspaceId, UUID merged, UUID kept) {
    return EnrollmentRows.ids(
        session(),
        """
        select m.id from sequences.enrollment m
        where m.workspace_id = ? and m.contact_id = ? and m.status <> 'FINISHED'
          and exists (
            select from sequences.enrollment k
            where k.workspace_id = m.workspace_id and k.contact_id = ?
              and k.sequence_id = m.sequence_id and k.status <> 'FINISHED')
        order by m.id
        """,
        statement -> {
          statement.setObject(1, workspaceId);
          statement.setObject(2, merged);
          statement.setObject(3, kept);
        });
  }

  /**
   * The open enrollments of the one or the other in a sequence that the other answered meanwhile:
   * for one contact, that answer would have ended them.
   */
  default List<UUID> answered(UUID workspaceId, UUID merged, UUID kept) {
    return EnrollmentRows.ids(
        session(),
        """
        select o.id from sequences.enrollment o
        where o.workspace_id = ? and o.contact_id in (?, ?) and o.status <> 'FINISHED'
          and o.exit_on_reply
          and exists (
            select from sequences.enrollment r
            where r.workspace_id = o.workspace_id and r.contact_id in (?, ?)
              and r.contact_id <> o.contact_id and r.sequence_id = o.sequence_id
              and r.finish_reason = 'REPLIED' and r.finished_at >= o.enrolled_at)
        order by o.id
        """,
        statement -> {
          statement.setObject(1, workspaceId);
          statement.setObject(2, merged);
          statement.setObject(3, kept);
          statement.setObject(4, merged);
          statement.setObject(5, kept);
        });
  }

  /**
   * Every enrollment of the one is the other's; a lock on each is taken in the order of the ids.
   */
  default void move(UUID workspaceId, UUID merged, UUID kept) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      with locked as (
                        select id from sequences.enrollment
                        where workspace_id = ? and contact_id = ?
                        order by id for no key update)
                      update sequences.enrollment e set contact_id = ?, version = e.version + 1
                      from locked l where e.workspace_id = ? and e.id = l.id
                      """)) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, merged);
                statement.setObject(3, kept);
                statement.setObject(4, workspaceId);
                statement.executeUpdate();
              }
            });
  }

  /**
   * Who wrote, as rules have noted it, by whatever address he had then; a rule runs for him again
   * if he writes again.
   */
  default void forgetWriters(
      UUID workspaceId, Collection<UUID> contactIds, Collection<String> addresses) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      with before as (
                        delete from sequences.workflow_run w
                        where w.workspace_id = ? and w.contact_id = any (?::uuid[])
                          and w.state = 'DONE' and w.person like '%@%'
                          and w.person <> all (?::text[]))
                      delete from sequences.workflow_run w
                      using sequences.workflow_rule r, unnest(?::text[]) as a(address)
                      where r.workspace_id = ? and w.workspace_id = r.workspace_id
                        and w.rule_id = r.id and w.person = a.address
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, contactIds, id -> id);
                SqlArrays.texts(statement, 3, addresses, address -> address);
                SqlArrays.texts(statement, 4, addresses, address -> address);
                statement.setObject(5, workspaceId);
                statement.executeUpdate();
              }
            });
  }

  /**
   * What enrollments came from, and what was written for these contacts alone, says nothing now.
   */
  default void forget(UUID workspaceId, Collection<UUID> contactIds) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      with theirs as (
                        select id, sequence_id from sequences.enrollment
                        where workspace_id = ? and contact_id = any (?::uuid[])),
                      sources as (
                        update sequences.enrollment_source s
                        set subject = null, from_address = null
                        from theirs t where s.workspace_id = ? and s.enrollment_id = t.id),
                      own as (
                        update sequences.sequence s set name = 'erased'
                        where s.workspace_id = ? and s.ad_hoc_key is not null
                          and s.id in (select sequence_id from theirs)
                        returning s.id),
                      versions as (
                        update sequences.sequence_version v set exit_condition_prompt = null
                        from own o where v.workspace_id = ? and v.sequence_id = o.id
                        returning v.id)
                      update sequences.published_step p
                      set subject = 'erased', text = 'erased', html = null
                      from versions v where p.workspace_id = ? and p.version_id = v.id
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, contactIds, id -> id);
                for (int i = 3; i <= 6; i++) {
                  statement.setObject(i, workspaceId);
                }
                statement.executeUpdate();
              }
            });
  }
}
