package cadenza.access.domain;

import cadenza.access.api.StoredAnswer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads what is known of an idempotency key. */
final class StandingRow {
  private StandingRow() {}

  static IdempotencyKeys.Standing read(ResultSet row) throws SQLException {
    int status = row.getInt(3);
    var answer =
        row.wasNull()
            ? Optional.<StoredAnswer>empty()
            : Optional.of(
                new StoredAnswer(status, row.getString(4), row.getString(5), row.getString(6)));
    return new IdempotencyKeys.Standing(
        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), answer);
  }
}
