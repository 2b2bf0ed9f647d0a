package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** An import does work for its rows, not for all that its workspace has. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportCostIT extends ImportStage {
  private static final int OTHERS = 20_000;
  private static final int CHANGED = 100;

  @Test
  void a_changed_phone_costs_the_same_beside_many_others() {
    imported(phones("of old"));
    crowd();

    var second = receive(stream(phones("new")), options(Map.of(), false, null));
    long read =
        database.inTransaction(
            session -> {
              long before = rowsRead(session);
              advancing(session).advance(workspace, second.id());
              return rowsRead(session) - before;
            });

    assertThat(read(second).updated()).isEqualTo(CHANGED);
    assertThat(read).isLessThan(20 * CHANGED);
    assertThat(value("select count(*) from contacts.contact_handle where handle_key like '+49%'"))
        .isEqualTo(Integer.toString(2 * CHANGED));
  }

  /** By this connection, since it last told the statistics. */
  private static long rowsRead(StatelessSession session) {
    return session
        .createNativeQuery(
            "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint"
                + " from pg_stat_xact_user_tables"
                + " where schemaname = 'contacts' and relname in ('contact', 'contact_handle')",
            Long.class)
        .getSingleResult();
  }

  private static String phones(String last) {
    var file = new StringBuilder("email,last_name,phone\n");
    for (int i = 0; i < CHANGED; i++) {
      file.append("person%d@example.com,%s,+49 1%d%03d\n".formatted(i, last, last.length(), i));
    }
    return file.toString();
  }

  /** Other people of the workspace with a phone each, of whom the planner has not heard yet. */
  private void crowd() {
    for (var table : List.of("contact", "contact_handle")) {
      database.execute("alter table contacts.%s set (autovacuum_enabled = false)".formatted(table));
      database.execute("analyze contacts." + table);
    }
    database.execute(
        """
        with people as (
          insert into contacts.contact (workspace_id, id, full_name, email_labels,
            email_addresses, phone_labels, phone_numbers, anniversary_types, anniversary_dates,
            created_at, updated_at, version)
          select '%s', gen_random_uuid(), 'Other', '{}', '{}', '{}', '{}', '{}', '{}', now(),
            now(), 0 from generate_series(1, %d)
          returning workspace_id, id)
        insert into contacts.contact_handle (workspace_id, kind, handle_key, contact_id)
        select workspace_id, 'PHONE', '33' || row_number() over (), id from people
        """
            .formatted(workspace, OTHERS));
  }
}
