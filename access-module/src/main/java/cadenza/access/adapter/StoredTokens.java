package cadenza.access.adapter;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.application.TokenHolders;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * One statement and no transaction: it stands before whatever a request does. The connection goes
 * back at once, instead of staying with the request.
 */
@ApplicationScoped
@Typed(StoredTokens.class)
public class StoredTokens implements TokenHolders {
  private static final int OLD_SECONDS = 60;

  @Resource(lookup = "jdbc/cadenza", shareable = false)
  DataSource dataSource;

  protected StoredTokens() {}

  public StoredTokens(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<Holder> with(String hash, Instant at) {
    try (var connection = dataSource.getConnection();
        var statement =
            connection.prepareStatement(
                "select workspace_id, id, scopes, inbox_id, rate, requires_approval, expires_at,"
                    + " coalesce(last_used_at < ?, true) from access.token_with(?)"
                    + " where revoked_at is null and coalesce(expires_at > ?, true)")) {
      statement.setObject(1, at.minusSeconds(OLD_SECONDS).atOffset(ZoneOffset.UTC));
      statement.setString(2, hash);
      statement.setObject(3, at.atOffset(ZoneOffset.UTC));
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Holder(caller(row), row.getBoolean(8)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The tokens cannot be read", e);
    }
  }

  private static Caller caller(ResultSet row) throws SQLException {
    var end = row.getObject(7, OffsetDateTime.class);
    return new Caller(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        Scopes.of(row.getString(3)),
        row.getObject(4, UUID.class),
        Caller.Kind.TOKEN,
        null,
        row.getObject(5, Integer.class),
        row.getBoolean(6),
        end == null ? null : end.toInstant());
  }
}
