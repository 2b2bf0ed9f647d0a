package cadenza.messaging.domain;

import cadenza.messaging.api.Conversations.ThreadFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which threads are asked for; each condition has an index whose order is that of the list. */
record ThreadConditions(String sql, List<Object> values) {
  static ThreadConditions of(
      UUID workspaceId, ThreadFilter filter, Instant now, @Nullable UUID before) {
    var sql = new StringBuilder(" where t.workspace_id = ?");
    var values = new ArrayList<Object>(List.of(workspaceId));
    and(sql, values, " and t.sender_account_id = ?", filter.senderAccountId());
    and(sql, values, " and t.contact_id = ?", filter.contactId());
    and(sql, values, " and t.assignee_id = ?", filter.assigneeId());
    if (filter.unassigned()) {
      // as most are: the index of all serves
      sql.append(" and t.assignee_id is null");
    }
    and(sql, values, " and t.category = ?", filter.category());
    if (filter.unread()) {
      sql.append(" and t.unread");
    }
    var status = filter.status();
    if (status != null) {
      switch (status) {
        case "CLOSED":
          sql.append(" and t.closed_at is not null");
          break;
        case "SNOOZED":
          and(sql, values, " and t.closed_at is null and t.snoozed_until > ?", at(now));
          break;
        default:
          and(
              sql,
              values,
              " and t.closed_at is null and (t.snoozed_until is null or t.snoozed_until <= ?)",
              at(now));
          break;
      }
    }
    and(sql, values, " and t.id < ?", before);
    return new ThreadConditions(sql.toString(), List.copyOf(values));
  }

  private static Object at(Instant now) {
    return InboundRows.utc(now);
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      values.add(value);
    }
  }
}
