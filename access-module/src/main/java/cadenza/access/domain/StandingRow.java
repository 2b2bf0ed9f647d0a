package cadenza.access.domain;

import cadenza.access.api.StoredAnswer;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads what is known of an idempotency key. */
final class StandingRow {
  private StandingRow() {}

  static IdempotencyKeys.Standing read(ResultSet row) throws SQLException {
    return new IdempotencyKeys.Standing(
        row.getString(1),
        new StoredAnswer(row.getInt(2), row.getString(3), row.getString(4), row.getString(5)));
  }
}
