package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.api.WorkflowPlan;
import cadenza.sequences.domain.Workflows.Ended;
import cadenza.sequences.domain.Workflows.Run;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of the rules; a generated repository cannot hold them. */
final class WorkflowStatements {
  private WorkflowStatements() {}

  static void insert(Connection connection, WorkflowCard rule) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into sequences.workflow_rule (name, trigger, label_id, to_address, from_domain,
              sequence_id, sender_account_id, exit_on_reply, collision, enabled, updated_at,
              version, workspace_id, id, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      bind(statement, rule);
      Columns.instant(statement, 15, rule.createdAt());
      statement.executeUpdate();
    }
  }

  static void update(Connection connection, WorkflowCard rule) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update sequences.workflow_rule set name = ?, trigger = ?, label_id = ?, to_address = ?,
              from_domain = ?, sequence_id = ?, sender_account_id = ?, exit_on_reply = ?,
              collision = ?, enabled = ?, updated_at = ?, version = ?
            where workspace_id = ? and id = ?
            """)) {
      bind(statement, rule);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, WorkflowCard rule) throws SQLException {
    var plan = rule.plan();
    statement.setString(1, plan.name());
    statement.setString(2, plan.trigger().name());
    statement.setObject(3, plan.labelId());
    statement.setString(4, plan.toAddress());
    statement.setString(5, plan.fromDomain());
    statement.setObject(6, plan.sequenceId());
    statement.setObject(7, plan.senderAccountId());
    statement.setObject(8, plan.exitOnReply());
    statement.setString(9, plan.collision().name());
    statement.setBoolean(10, plan.enabled());
    Columns.instant(statement, 11, rule.updatedAt());
    statement.setLong(12, rule.version());
    statement.setObject(13, rule.workspaceId());
    statement.setObject(14, rule.id());
  }

  static boolean remove(Connection connection, UUID workspaceId, UUID id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update sequences.workflow_rule set enabled = false, removed = true"
                + " where workspace_id = ? and id = ? and not removed")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, id);
      return statement.executeUpdate() == 1;
    }
  }

  static int forgetRuns(Connection connection, int atMost) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            delete from sequences.workflow_run where ctid = any (array(
              select w.ctid from (select workspace_id, id from sequences.workflow_rule
                where removed order by id) r
              cross join lateral (select w.ctid from sequences.workflow_run w
                where w.workspace_id = r.workspace_id and w.rule_id = r.id
                limit ? for update skip locked) w
              limit ?))
            """)) {
      statement.setInt(1, atMost);
      statement.setInt(2, atMost);
      return statement.executeUpdate();
    }
  }

  static void forgetRules(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from sequences.workflow_rule r where removed and not exists"
                + " (select from sequences.workflow_run w where w.workspace_id = r.workspace_id"
                + " and w.rule_id = r.id)")) {
      statement.executeUpdate();
    }
  }

  static Optional<WorkflowCard> read(Connection connection, UUID workspaceId, UUID id, String lock)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select * from sequences.workflow_rule where workspace_id = ? and id = ?"
                + " and not removed"
                + lock)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, id);
      return rules(statement).stream().findFirst();
    }
  }

  static List<WorkflowCard> page(
      Connection connection, UUID workspaceId, @Nullable UUID after, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select * from sequences.workflow_rule where workspace_id = ? and not removed"
                + " and (?::uuid is null or id < ?) order by id desc limit ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, after);
      statement.setObject(3, after);
      statement.setInt(4, atMost);
      return rules(statement);
    }
  }

  private static List<WorkflowCard> rules(PreparedStatement statement) throws SQLException {
    var rules = new ArrayList<WorkflowCard>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        rules.add(rule(row));
      }
    }
    return rules;
  }

  private static WorkflowCard rule(ResultSet row) throws SQLException {
    var plan =
        new WorkflowPlan(
            row.getString("name"),
            WorkflowPlan.Trigger.valueOf(row.getString("trigger")),
            Columns.optionalUuid(row, "label_id"),
            row.getString("to_address"),
            row.getString("from_domain"),
            Columns.uuid(row, "sequence_id"),
            Columns.optionalUuid(row, "sender_account_id"),
            row.getObject("exit_on_reply", Boolean.class),
            Collision.valueOf(row.getString("collision")),
            row.getBoolean("enabled"));
    return new WorkflowCard(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "workspace_id"),
        plan,
        Columns.requiredInstant(row, "created_at"),
        Columns.requiredInstant(row, "updated_at"),
        row.getLong("version"));
  }

  static boolean waitForMail(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select from sequences.workflow_rule where workspace_id = ? and enabled"
                + " and trigger = 'EMAIL_RECEIVED' limit 1")) {
      statement.setObject(1, workspaceId);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  static int noteLabels(
      Connection connection,
      UUID workspaceId,
      List<UUID> labelIds,
      List<UUID> contactIds,
      Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into sequences.workflow_run (workspace_id, rule_id, person, contact_id, state,
              triggered_at)
            select r.workspace_id, r.id, a.contact_id::text, a.contact_id, 'WAITING', ?
            from unnest(?::uuid[], ?::uuid[]) as a(label_id, contact_id)
            join sequences.workflow_rule r on r.label_id = a.label_id
            where r.workspace_id = ? and r.enabled and r.trigger = 'LABEL_APPLIED'
            order by r.id, a.contact_id
            on conflict do nothing
            """)) {
      Columns.instant(statement, 1, at);
      SqlArrays.uuids(statement, 2, labelIds, id -> id);
      SqlArrays.uuids(statement, 3, contactIds, id -> id);
      statement.setObject(4, workspaceId);
      return statement.executeUpdate();
    }
  }

  static void forgetWaiting(
      Connection connection, UUID workspaceId, List<UUID> labelIds, List<UUID> contactIds)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with waiting as (
              select w.workspace_id, w.rule_id, w.person
              from unnest(?::uuid[], ?::uuid[]) as a(label_id, contact_id)
              join sequences.workflow_rule r
                on r.label_id = a.label_id and r.trigger = 'LABEL_APPLIED'
              join sequences.workflow_run w on w.workspace_id = r.workspace_id
                and w.rule_id = r.id and w.person = a.contact_id::text
              where r.workspace_id = ? and w.state = 'WAITING'
              order by w.rule_id, w.person for update of w skip locked)
            delete from sequences.workflow_run w using waiting g
            where w.workspace_id = g.workspace_id and w.rule_id = g.rule_id
              and w.person = g.person
            """)) {
      SqlArrays.uuids(statement, 1, labelIds, id -> id);
      SqlArrays.uuids(statement, 2, contactIds, id -> id);
      statement.setObject(3, workspaceId);
      statement.executeUpdate();
    }
  }

  static int noteMail(Connection connection, UUID workspaceId, String from, String to, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into sequences.workflow_run (workspace_id, rule_id, person, state, triggered_at)
            select r.workspace_id, r.id, ?::text, 'WAITING', ?
            from sequences.workflow_rule r
            where r.workspace_id = ? and r.enabled and r.trigger = 'EMAIL_RECEIVED'
              and (r.to_address is null or r.to_address = ?)
              and (r.from_domain is null or r.from_domain = ?)
            on conflict do nothing
            """)) {
      statement.setString(1, from);
      Columns.instant(statement, 2, at);
      statement.setObject(3, workspaceId);
      statement.setString(4, to);
      statement.setString(5, from.substring(from.lastIndexOf('@') + 1));
      return statement.executeUpdate();
    }
  }

  /** Rules, not runs: one with a million of them hides no other. */
  static List<Enrollments.Key> waiting(Connection connection, int atMost) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with recursive next as (
              (select workspace_id, rule_id from sequences.workflow_run
               where state = 'WAITING' order by workspace_id, rule_id limit 1)
              union all
              select w.workspace_id, w.rule_id from next n cross join lateral (
                select workspace_id, rule_id from sequences.workflow_run
                where state = 'WAITING' and (workspace_id, rule_id) > (n.workspace_id, n.rule_id)
                order by workspace_id, rule_id limit 1) w
            )
            select n.workspace_id, n.rule_id from next n
            join sequences.workflow_rule r on (r.workspace_id, r.id) = (n.workspace_id, n.rule_id)
            where r.enabled limit ?
            """)) {
      statement.setInt(1, atMost);
      try (var row = statement.executeQuery()) {
        var found = new ArrayList<Enrollments.Key>();
        while (row.next()) {
          found.add(
              new Enrollments.Key(Columns.uuid(row, "workspace_id"), Columns.uuid(row, "rule_id")));
        }
        return found;
      }
    }
  }

  static List<Enrollments.Key> waitingIn(Connection connection, UUID workspaceId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select r.id from sequences.workflow_rule r
            where r.workspace_id = ? and r.enabled and exists (
              select from sequences.workflow_run w where w.workspace_id = r.workspace_id
                and w.rule_id = r.id and w.state = 'WAITING')
            order by r.id
            """)) {
      statement.setObject(1, workspaceId);
      try (var row = statement.executeQuery()) {
        var found = new ArrayList<Enrollments.Key>();
        while (row.next()) {
          found.add(new Enrollments.Key(workspaceId, Columns.uuid(row, "id")));
        }
        return found;
      }
    }
  }

  static List<Run> claim(Connection connection, UUID workspaceId, UUID ruleId, List<String> people)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select person, contact_id from sequences.workflow_run
            where workspace_id = ? and rule_id = ? and person = any (?) and state = 'WAITING'
            order by person for update
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, ruleId);
      SqlArrays.texts(statement, 3, people, person -> person);
      return runs(statement);
    }
  }

  static List<Run> claim(
      Connection connection, UUID workspaceId, UUID ruleId, int atMost, boolean patient)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select person, contact_id from sequences.workflow_run
            where workspace_id = ? and rule_id = ? and state = 'WAITING'
            order by person limit ? for update\s"""
                + (patient ? "" : "skip locked"))) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, ruleId);
      statement.setInt(3, atMost);
      return runs(statement);
    }
  }

  private static List<Run> runs(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      var runs = new ArrayList<Run>();
      while (row.next()) {
        runs.add(new Run(row.getString("person"), Columns.optionalUuid(row, "contact_id")));
      }
      return runs;
    }
  }

  static void fail(Connection connection, UUID workspaceId, UUID ruleId, String person)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update sequences.workflow_run set state = 'DONE', outcome = 'FAILED'
            where workspace_id = ? and rule_id = ? and person = ? and state = 'WAITING'
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, ruleId);
      statement.setString(3, person);
      statement.executeUpdate();
    }
  }

  static void end(Connection connection, UUID workspaceId, UUID ruleId, List<Ended> runs)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update sequences.workflow_run r set state = 'DONE', outcome = e.outcome,
              contact_id = coalesce(r.contact_id, e.contact_id), enrollment_id = e.enrollment_id
            from unnest(?::text[], ?::text[], ?::uuid[], ?::uuid[])
              as e(person, outcome, contact_id, enrollment_id)
            where r.workspace_id = ? and r.rule_id = ? and r.person = e.person
            """)) {
      SqlArrays.texts(statement, 1, runs, Ended::person);
      SqlArrays.texts(statement, 2, runs, run -> run.outcome().name());
      SqlArrays.uuids(statement, 3, runs, Ended::contactId);
      SqlArrays.uuids(statement, 4, runs, Ended::enrollmentId);
      statement.setObject(5, workspaceId);
      statement.setObject(6, ruleId);
      statement.executeUpdate();
    }
  }
}
