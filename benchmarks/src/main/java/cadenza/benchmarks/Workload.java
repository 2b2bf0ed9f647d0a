package cadenza.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * Puts load into the database: copies of the enrollments that were made over HTTP, with contacts
 * and due times of their own. Copies are made whole, column by column, so a new column needs no
 * change here.
 */
final class Workload {
  private static final String COPIES =
      """
      create or replace function copy_of(original anyelement, changes jsonb) returns anyelement
        language sql immutable as
      'select jsonb_populate_record(original, changes)';
      create or replace function new_id(i bigint) returns uuid language sql volatile as
      'select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, ''0'')
               || ''7'' || substr(md5(i::text || random()::text), 1, 3)
               || ''8'' || substr(md5(random()::text), 1, 15))::uuid';
      create table if not exists pattern as
        select row_number() over (order by e.sender_account_id) - 1 as n, e as enrollment
        from sequences.enrollment e where e.status = 'ACTIVE';
      """;

  private final Postgres postgres;
  private final int patterns;
  private int next;
  private double microsPerStep = 300;

  private Workload(Postgres postgres, int patterns) {
    this.postgres = postgres;
    this.patterns = patterns;
  }

  static Workload on(Postgres postgres) throws SQLException {
    try (var connection = postgres.connect(Cadenza.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(COPIES);
      try (var row = statement.executeQuery("select count(*) from pattern")) {
        row.next();
        return new Workload(postgres, row.getInt(1));
      }
    }
  }

  /** The number in {@code t<number>@example.test}; -1 for any other address. */
  static int index(String recipient) {
    int at = recipient.indexOf('@');
    return at > 1 && recipient.startsWith("t") && recipient.substring(1, at).matches("[0-9]+")
        ? Integer.parseInt(recipient.substring(1, at))
        : -1;
  }

  /** How long ahead of T0 writing has to begin; learned from the last time. */
  long leadMicros(int steps) {
    return (long) (steps * microsPerStep * 1.5) + 4_000_000;
  }

  /**
   * Enrolls new contacts; the first step of contact i is due at start + i / rate, or at start.
   *
   * @return the number of the first contact
   */
  int seed(int steps, long startMicros, int rate) throws SQLException {
    int first = next;
    next += steps;
    long began = System.nanoTime();
    try (var connection = postgres.connect(Cadenza.DATABASE)) {
      connection.setAutoCommit(false);
      contacts(connection, first, steps);
      enrollments(connection, first, steps, startMicros, rate);
      connection.commit();
      connection.setAutoCommit(true);
      analyze(connection);
    }
    microsPerStep = (System.nanoTime() - began) / 1e3 / steps;
    if (Sink.micros() > startMicros) {
      throw new IllegalStateException("seeding ended after T0");
    }
    return first;
  }

  private void enrollments(Connection connection, int first, int steps, long startMicros, int rate)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into sequences.enrollment
            select e.*
            from loaded l join pattern p on p.n = l.i % ?
            cross join lateral copy_of(p.enrollment, jsonb_build_object(
                'id', new_id(l.i), 'contact_id', l.id, 'due_at',
                ?::timestamptz + l.i * ?::double precision * interval '1 second')) e
            order by l.i
            """)) {
      insert.setInt(1, patterns);
      insert.setTimestamp(2, timestamp(startMicros));
      insert.setDouble(3, rate == 0 ? 0 : 1.0 / rate);
      insert.executeUpdate();
    }
  }

  /** Enrollments that are not due for a year and cost nothing until then. */
  void wait(int enrollments) throws SQLException {
    try (var connection = postgres.connect(Cadenza.DATABASE);
        var insert =
            connection.prepareStatement(
                """
                insert into sequences.enrollment
                select e.*
                from generate_series(1, ?) i join pattern p on p.n = i % ?
                cross join lateral copy_of(p.enrollment, jsonb_build_object(
                    'id', new_id(i), 'contact_id', gen_random_uuid(), 'due_at',
                    now() + interval '1 year' + i % 2592000 * interval '1 second')) e
                """)) {
      insert.setInt(1, enrollments);
      insert.setInt(2, patterns);
      insert.executeUpdate();
      analyze(connection);
    }
  }

  /** Steps since the given contact whose sending is on record. */
  int recorded(int first) throws SQLException {
    try (var connection = postgres.connect(Cadenza.DATABASE);
        var query =
            connection.prepareStatement(
                "select count(*) from messaging.message where direction = 'OUTBOUND'"
                    + " and status = 'SENT'");
        var row = query.executeQuery()) {
      row.next();
      return row.getInt(1) - first;
    }
  }

  private static void analyze(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze");
    }
  }

  private static Timestamp timestamp(long micros) {
    return Timestamp.from(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000));
  }

  /** New contacts, each with one address; their numbers and ids stay in the table loaded. */
  private static void contacts(Connection connection, int first, int steps) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("drop table if exists loaded");
      statement.execute(
          """
          create unlogged table loaded as
          select i, new_id(i) as id, 't' || (%d + i) || '@example.test' as address
          from generate_series(0, %d) i
          """
              .formatted(first, steps - 1));
      statement.execute(
          """
          insert into contacts.contact (workspace_id, id, full_name, email_labels,
            email_addresses, address_key, phone_labels, phone_numbers, anniversary_types,
            anniversary_dates, zone, created_at, updated_at, version)
          select n.workspace_id, n.id, n.full_name, n.email_labels,
            n.email_addresses, n.address_key, n.phone_labels, n.phone_numbers, n.anniversary_types,
            n.anniversary_dates, n.zone, n.created_at, n.updated_at, n.version
          from pattern p
          join contacts.contact c on p.n = 0 and c.id = (p.enrollment).contact_id
          cross join loaded l
          cross join lateral copy_of(c, jsonb_build_object(
              'id', l.id, 'address_key', l.address,
              'email_addresses', jsonb_build_array(l.address))) n
          order by l.i
          """);
      statement.execute(
          """
          insert into contacts.contact_address
          select o.workspace_id, l.address, l.id
          from loaded l join contacts.contact o on o.id = l.id order by l.i
          """);
    }
  }
}
