package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.launcher.PostgresServer;
import cadenza.product.Product;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The second wall: whatever a statement of the product asks for, the database shows the rows of the
 * transaction's workspace only. Walks the catalog, so a new table is tested with the next build.
 */
@Journey
class DatabaseWallIT {
  private static final String TABLES =
      """
      select n.nspname || '.' || c.relname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
        and not a.attisdropped
      where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%'
      order by 1
      """;

  /**
   * Besides the wall's own: whoever opened a test workspace moves its clock and ends its tokens.
   */
  private static final Set<String> OTHER_POLICIES =
      Set.of(
          "access.test_clock opened",
          "access.test_clock opened_moved",
          "access.token opened_seen",
          "access.token opened_ended");

  @Test
  void stands_around_every_table_of_a_workspace(Product product) throws SQLException {
    try (var database = product.database().superuserConnection()) {
      var tables = values(database, TABLES);
      assertThat(tables).hasSizeGreaterThan(20).contains("messaging.message", "access.token");

      assertThat(
              values(
                  database,
                  """
                  select c.oid::regclass::text from pg_class c
                  where c.relrowsecurity and c.relforcerowsecurity order by 1
                  """))
          .containsAll(tables)
          .contains("access.workspace");
      assertThat(
              values(
                  database,
                  """
                  select p.polrelid::regclass || ' ' || p.polname from pg_policy p
                  where p.polname not in ('workspace_1', 'owner_1') order by 1
                  """))
          .containsExactlyInAnyOrderElementsOf(OTHER_POLICIES);
      assertThat(
              values(
                  database,
                  "select rolname from pg_roles where rolname = 'cadenza'"
                      + " and not rolsuper and not rolbypassrls"))
          .hasSize(1);
    }
  }

  @Test
  void shows_nobody_a_row(Product product) throws SQLException {
    try (var estate = Estate.open(product);
        var database = product.database().superuserConnection();
        var nobody = asTheProduct(product)) {
      estate.settled();
      var filled = 0;
      for (var table : values(database, TABLES)) {
        filled += count(database, table, "true") > 0 ? 1 : 0;
        assertThat(count(nobody, table, "true")).as(table).isZero();
      }
      assertThat(count(nobody, "access.workspace", "true")).isZero();
      assertThat(filled).as("tables that had something to hide").isGreaterThan(15);
    }
  }

  @Test
  void shows_and_takes_nothing_of_another_workspace(Product product) throws SQLException {
    try (var one = Estate.open(product);
        var other = Estate.open(product);
        var database = product.database().superuserConnection();
        var asOther = asTheProduct(product)) {
      one.settled();
      other.settled();
      var a = workspace(database, one);
      var b = workspace(database, other);
      mark(asOther, b.toString());
      var all = new SoftAssertions();
      var seen = 0;
      for (var table : values(database, TABLES)) {
        var theirs = "workspace_id = '" + a + "'";
        var own = "workspace_id = '" + b + "'";
        seen += count(asOther, table, own) > 0 ? 1 : 0;
        all.assertThat(count(asOther, table, "true"))
            .as(table + ": sees its own rows")
            .isEqualTo(count(database, table, visibleTo(table, b)));
        all.assertThat(count(asOther, table, theirs)).as(table + ": sees theirs").isZero();
        if (count(database, table, theirs) > 0) {
          all.assertThat(refusal(asOther, copyOf(database, table, theirs)))
              .as(table + ": takes a row of theirs")
              .contains("row-level security");
        }
        if (count(database, table, own) > 0) {
          all.assertThat(
                  refusal(
                      asOther, "update " + table + " set workspace_id = '" + a + "' where " + own))
              .as(table + ": gives a row to them")
              .matches("(?s).*(row-level security|permission denied).*");
        }
      }
      all.assertAll();
      assertThat(seen).isGreaterThan(15);
    }
  }

  @Test
  void no_key_leads_from_one_workspace_into_another(Product product) throws SQLException {
    try (var database = product.database().superuserConnection()) {
      assertThat(
              values(
                  database,
                  """
                  with walled as (
                    select a.attrelid, a.attnum from pg_attribute a
                    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
                    where a.attname = 'workspace_id' and not a.attisdropped)
                  select k.conrelid::regclass || ' ' || k.conname
                  from pg_constraint k
                  join walled here on here.attrelid = k.conrelid
                  join walled there on there.attrelid = k.confrelid
                  where k.contype = 'f'
                    and not exists (
                      select 1 from unnest(k.conkey, k.confkey) as pair (mine, theirs)
                      where pair.mine = here.attnum and pair.theirs = there.attnum)
                  """))
          .isEmpty();
    }
  }

  @Test
  void nobody_takes_a_workspace_for_a_test_workspace_of_his_own(Product product)
      throws SQLException {
    try (var one = Estate.open(product);
        var other = Estate.open(product);
        var database = product.database().superuserConnection();
        var asOther = asTheProduct(product)) {
      var a = workspace(database, one);
      var b = workspace(database, other);
      mark(asOther, b.toString());

      assertThat(
              refusal(
                  asOther,
                  "insert into access.test_clock (workspace_id, id, opened_by, state, stands_at,"
                      + " created_at, version) values ('"
                      + a
                      + "', gen_random_uuid(), '"
                      + b
                      + "', 'READY', now(), now(), 0)"))
          .contains("row-level security");
      for (var column : List.of("hash", "scopes")) {
        assertThat(refusal(asOther, "update access.token set " + column + " = 'x'"))
            .contains("a token stays what it is");
      }
    }
  }

  @Test
  void shows_a_token_to_whoever_proves_it_and_no_other_row_with_it(Product product)
      throws SQLException {
    try (var estate = Estate.open(product);
        var database = product.database().superuserConnection();
        var asProduct = asTheProduct(product)) {
      var token = Ids.read("tok", estate.id("tokens")).orElseThrow();
      var proof = values(database, "select hash from access.token where id = '" + token + "'");
      var asked = "select id from access.token_with('" + proof.get(0) + "')";

      assertThat(values(asProduct, asked)).containsExactly(token.toString());
      assertThat(values(asProduct, "select id from access.token_with('guessed')")).isEmpty();
      assertThat(count(asProduct, "access.token", "true")).isZero();
      mark(asProduct, workspace(database, estate).toString());
      asProduct.setAutoCommit(false);
      var own = count(asProduct, "access.token", "true");
      assertThat(values(asProduct, asked)).hasSize(1);
      assertThat(count(asProduct, "access.token", "true"))
          .as("the transaction stays in its workspace")
          .isPositive()
          .isEqualTo(own);
    }
  }

  @Test
  void keeps_the_views_from_the_product_since_they_show_all(Product product) throws SQLException {
    try (var database = product.database().superuserConnection();
        var asProduct = asTheProduct(product)) {
      var views =
          values(
              database, "select 'report.' || viewname from pg_views where schemaname = 'report'");
      assertThat(views).hasSizeGreaterThan(5);
      for (var view : views) {
        assertThat(refusal(asProduct, "select 1 from " + view)).contains("permission denied");
      }
    }
  }

  /** What the additional policies show besides. */
  private static String visibleTo(String table, UUID workspace) {
    var own = "workspace_id = '" + workspace + "'";
    return switch (table) {
      case "access.test_clock" -> own + " or opened_by = '" + workspace + "'";
      default -> own;
    };
  }

  private static Connection asTheProduct(Product product) throws SQLException {
    return DriverManager.getConnection(product.database().jdbcUrl(), PostgresServer.USER, "");
  }

  private static void mark(Connection connection, String marker) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set cadenza.workspace = '" + marker + "'");
    }
  }

  private static UUID workspace(Connection database, Estate estate) throws SQLException {
    return UUID.fromString(
        values(
                database,
                "select workspace_id from messaging.sender_account where id = '"
                    + Ids.read("inb", estate.id("inboxes")).orElseThrow()
                    + "'")
            .get(0));
  }

  /** A statement that adds a row just like one that is there. */
  private static String copyOf(Connection database, String table, String condition)
      throws SQLException {
    var columns =
        values(
            database,
            "select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = '"
                + table
                + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''"
                + " and attidentity <> 'a'");
    var row =
        values(
            database,
            "select quote_literal(to_jsonb(t)::text) from "
                + table
                + " t where "
                + condition
                + " limit 1");
    return "insert into %s (%s) select %s from jsonb_populate_record(null::%s, %s::jsonb)"
        .formatted(table, columns.get(0), columns.get(0), table, row.get(0));
  }

  private static String refusal(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      return "not refused: " + statement.executeUpdate(sql);
    } catch (SQLException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static long count(Connection connection, String table, String condition)
      throws SQLException {
    return Long.parseLong(
        values(connection, "select count(*) from " + table + " where " + condition).get(0));
  }

  private static List<String> values(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
