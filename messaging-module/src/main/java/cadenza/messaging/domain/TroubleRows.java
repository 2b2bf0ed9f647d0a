package cadenza.messaging.domain;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** How accounts get into trouble and out of it; each change is returned once. */
final class TroubleRows {
  /** Rests in a row, and mails refused or put off by policy in a row, that are trouble. */
  static final int IN_A_ROW = 5;

  private static final String A_MAIL_WENT_SINCE =
      "exists (select 1 from messaging.message m"
          + " where m.sender_account_id = a.id and m.accepted_at > a.%s)";

  private TroubleRows() {}

  /** The provider refuses it; tells nothing again of an account that was told of. */
  static Optional<TurnedAccount> trouble(
      StatelessSession session, UUID id, String reason, Instant at) {
    return session.doReturningWork(
        database -> {
          try (var statement =
              database.prepareStatement(
                  """
                  with before as materialized (
                    select a.id, a.rest_reason is not null as told
                      from messaging.sender_account a
                     where a.id = ? and a.status = 'ACTIVE' for no key update)
                  update messaging.sender_account a
                     set status = 'TROUBLED', status_reason = ?, rest_reason = null,
                         resting_since = null, updated_at = ?, version = version + 1
                    from before b where a.id = b.id
                  returning a.id, a.workspace_id, a.address, not b.told
                  """)) {
            statement.setObject(1, id);
            statement.setString(2, reason);
            statement.setObject(3, at.atOffset(ZoneOffset.UTC));
            return turned(statement).stream().findFirst();
          }
        });
  }

  /**
   * A rest counts once however many connections ask for it. A series ends with a mail that goes
   * out, or when nothing was tried for a while.
   */
  static Optional<TurnedAccount> rest(
      StatelessSession session, UUID id, Instant until, String reason, Instant at) {
    return session.doReturningWork(
        database -> {
          try (var statement =
              database.prepareStatement(
                  """
                  with before as materialized (
                    select a.id, a.rests_until, a.rest_reason is not null as told,
                           a.resting_since is null
                             or a.rests_until < ?::timestamptz - interval '10 minutes'
                             or %s as fresh
                      from messaging.sender_account a where a.id = ? for no key update
                  ), counted as materialized (
                    select b.*, case when b.told then a.rests
                                     when b.fresh then 1
                                     when b.rests_until > ?::timestamptz then a.rests
                                     else a.rests + 1 end as count
                      from before b join messaging.sender_account a using (id))
                  update messaging.sender_account a
                     set rests_until = greatest(a.rests_until, ?::timestamptz), rests = c.count,
                         resting_since = case when c.fresh and not c.told then ?::timestamptz
                           else a.resting_since end,
                         rest_reason = case when c.told then a.rest_reason
                           when c.count >= ? and a.status = 'ACTIVE' then ? end
                    from counted c where a.id = c.id
                  returning a.id, a.workspace_id, a.address, not c.told and a.rest_reason is not null
                  """
                      .formatted(A_MAIL_WENT_SINCE.formatted("resting_since")))) {
            var now = at.atOffset(ZoneOffset.UTC);
            statement.setObject(1, now);
            statement.setObject(2, id);
            statement.setObject(3, now);
            statement.setObject(4, until.atOffset(ZoneOffset.UTC));
            statement.setObject(5, now);
            statement.setInt(6, IN_A_ROW);
            statement.setString(7, reason);
            return turned(statement).stream().findFirst();
          }
        });
  }

  /** Answers of a provider that say nothing of a message, and of its account only in a row. */
  enum Streak {
    REFUSED("policy_refusals", "refused_since"),
    PUT_OFF("put_offs", "put_off_since");

    private final String count;
    private final String since;

    Streak(String count, String since) {
      this.count = count;
      this.since = since;
    }
  }

  /** Returns whether that was one too many in a row. */
  static boolean anotherByPolicy(StatelessSession session, UUID id, Streak streak, Instant at) {
    return session.doReturningWork(
        database -> {
          try (var statement =
              database.prepareStatement(
                  """
                  with before as materialized (
                    select a.id, a.%2$s is null or %3$s as fresh
                      from messaging.sender_account a where a.id = ? for no key update)
                  update messaging.sender_account a
                     set %1$s = case when b.fresh then 1 else a.%1$s + 1 end,
                         %2$s = case when b.fresh then ?::timestamptz else a.%2$s end
                    from before b where a.id = b.id
                  returning a.%1$s
                  """
                      .formatted(
                          streak.count, streak.since, A_MAIL_WENT_SINCE.formatted(streak.since)))) {
            statement.setObject(1, id);
            statement.setObject(2, at.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
              return rows.next() && rows.getInt(1) >= IN_A_ROW;
            }
          }
        });
  }

  /** Rests, and its owner is told at once; a mail that goes out ends it. */
  static Optional<TurnedAccount> restAndTell(
      StatelessSession session, UUID id, Instant until, String reason, Instant at) {
    return session.doReturningWork(
        database -> {
          try (var statement =
              database.prepareStatement(
                  """
                  with before as materialized (
                    select a.id, a.rest_reason is not null as told
                      from messaging.sender_account a
                     where a.id = ? and a.status = 'ACTIVE' for no key update)
                  update messaging.sender_account a
                     set rests_until = greatest(a.rests_until, ?::timestamptz),
                         resting_since = case when b.told then a.resting_since
                           else ?::timestamptz end,
                         rest_reason = case when b.told then a.rest_reason else ? end
                    from before b where a.id = b.id
                  returning a.id, a.workspace_id, a.address, not b.told
                  """)) {
            statement.setObject(1, id);
            statement.setObject(2, until.atOffset(ZoneOffset.UTC));
            statement.setObject(3, at.atOffset(ZoneOffset.UTC));
            statement.setString(4, reason);
            return turned(statement).stream().findFirst();
          }
        });
  }

  /**
   * Whether the last reports about the account's mail, since somebody has last changed it, all say
   * that the sender is refused. If so it is troubled as by refusals at its own server.
   */
  static Optional<TurnedAccount> blocked(
      StatelessSession session, UUID id, String reason, Instant at) {
    boolean inARow =
        session.doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      update messaging.sender_account a
                         set refused_since = coalesce(a.refused_since, ?::timestamptz),
                             policy_refusals = greatest(a.policy_refusals, ?)
                       where a.id = ? and a.status = 'ACTIVE' and (
                         select count(*) filter (where r.class = 'BLOCK') from (
                           select b.class from messaging.inbound_bounce b
                            where b.sender_account_id = a.id and b.address is not null
                              and b.created_at > greatest(a.updated_at,
                                ?::timestamptz - interval '24 hours')
                            order by b.created_at desc, b.position desc limit ?) r) >= ?
                      """)) {
                var now = at.atOffset(ZoneOffset.UTC);
                statement.setObject(1, now);
                statement.setInt(2, IN_A_ROW);
                statement.setObject(3, id);
                statement.setObject(4, now);
                statement.setInt(5, IN_A_ROW);
                statement.setInt(6, IN_A_ROW);
                return statement.executeUpdate() > 0;
              }
            });
    return inARow ? trouble(session, id, reason, at) : Optional.empty();
  }

  /** Those that were away and have sent a mail since. */
  static List<TurnedAccount> backAgain(StatelessSession session) {
    return session.doReturningWork(
        database -> {
          try (var statement =
              database.prepareStatement(
                  """
                  update messaging.sender_account a
                     set rest_reason = null, resting_since = null, rests = 0, version = version + 1
                   where a.rest_reason is not null and %s
                  returning a.id, a.workspace_id, a.address, true
                  """
                      .formatted(A_MAIL_WENT_SINCE.formatted("resting_since")))) {
            return turned(statement);
          }
        });
  }

  /** Rows of id, workspace, address, and whether the owner is to be told. */
  static List<TurnedAccount> turned(PreparedStatement statement) throws SQLException {
    var turned = new ArrayList<TurnedAccount>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        if (rows.getBoolean(4)) {
          turned.add(
              new TurnedAccount(
                  rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getString(3)));
        }
      }
    }
    return turned;
  }
}
