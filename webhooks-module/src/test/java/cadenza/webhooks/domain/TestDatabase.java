package cadenza.webhooks.domain;

import cadenza.testing.ModuleDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** This module's tables, and the generated repositories over them. */
public final class TestDatabase extends ModuleDatabase<TestDatabase.Rows> {
  public TestDatabase() {
    super(
        "webhooks",
        session ->
            new Rows(
                new EventRows_(session),
                new Endpoints_(session),
                new Deliveries_(session),
                new Feeds_(session),
                new ReplyNumbers_(session),
                new Erasures_(session),
                new ToldEvents_(session),
                new InboxCampaigns_(session),
                new Resendings_(session),
                new Retention_(session)),
        Endpoint.class);
  }

  /** What a use case does with its repositories, in one transaction. */
  public record Rows(
      EventRows events,
      Endpoints endpoints,
      Deliveries deliveries,
      Feeds feeds,
      ReplyNumbers replyNumbers,
      Erasures erasures,
      ToldEvents told,
      InboxCampaigns campaigns,
      Resendings resendings,
      Retention retention) {}

  /** As far as there is something to forget now. */
  public void erase(int atMost, Instant now) {
    boolean more;
    do {
      more = eraseSome(atMost, now);
    } while (more);
  }

  /** Whether there was something to forget. */
  boolean eraseSome(int atMost, Instant now) {
    var next = inTransaction(rows -> rows.erasures().next(now, List.of()));
    next.ifPresent(
        turn ->
            inTransaction(
                rows -> {
                  rows.erasures().round(turn, atMost, now);
                  return null;
                }));
    return next.isPresent();
  }

  public long number(String sql, Object... values) {
    try (var connection = connection();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
