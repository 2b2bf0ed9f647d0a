package cadenza.journeys;

import cadenza.kernel.api.Ids;
import cadenza.product.Product;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** A fingerprint of all that a workspace has in the database, table by table. */
final class Rows {
  private static final String TABLES =
      """
      select n.nspname || '.' || c.relname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
        and not a.attisdropped
      where c.relkind = 'r' and n.nspname not like 'pg\\_%'
      """;

  private Rows() {}

  /** Without what a mere use of a token leaves. */
  static Map<String, String> of(Product product, Estate estate) throws SQLException {
    var inbox = Ids.read("inb", estate.id("inboxes")).orElseThrow();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (var rows = statement.executeQuery(TABLES)) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      var found = new TreeMap<String, String>();
      for (var table : tables) {
        try (var row =
            statement.executeQuery(
                "select count(*) || ' ' || coalesce(md5(string_agg(line, '|' order by line)), '')"
                    + " from (select (to_jsonb(t) - 'last_used_at')::text as line from "
                    + table
                    + " t where t.workspace_id = (select workspace_id from"
                    + " messaging.sender_account where id = '"
                    + inbox
                    + "')) as lines")) {
          row.next();
          found.put(table, row.getString(1));
        }
      }
      return found;
    }
  }
}
