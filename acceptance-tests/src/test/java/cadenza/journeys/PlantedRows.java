package cadenza.journeys;

import cadenza.kernel.api.Ids;
import cadenza.product.Product;
import java.sql.SQLException;

/** What only a mail from outside brings, written where a test clock's workspace gets none. */
final class PlantedRows {
  private PlantedRows() {}

  /** A mail that nobody knows. */
  static String strangersMail(Product product, String inboxId) {
    var id = Ids.next();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      var inbox = Ids.read("inb", inboxId).orElseThrow();
      var from = " from messaging.sender_account where id = '" + inbox + "'";
      var thread = Ids.next();
      statement.execute(
          "insert into messaging.thread (id, workspace_id, sender_account_id, subject, created_at)"
              + " select '%s', workspace_id, id, 'Hello', '2026-01-05T09:30:00Z'".formatted(thread)
              + from);
      statement.execute(
          "insert into messaging.message (id, workspace_id, sender_account_id, direction, status,"
              + " kind, created_at, test) select '%s', workspace_id, id, 'INBOUND', 'RECEIVED',"
                  .formatted(id)
              + " 'OTHER', '2026-01-05T09:30:00Z', true"
              + from);
      statement.execute(
          "insert into messaging.message_content (message_id, workspace_id, sender_account_id,"
              + " thread_id, from_address, to_address, subject, body_text, rfc_message_id,"
              + " created_at, received_at) select '%s', workspace_id, id, '%s',"
                  .formatted(id, thread)
              + " 'stranger@example.org', address, 'Hello', 'It is me.', '<%s@example.org>',"
                  .formatted(id)
              + " '2026-01-05T09:30:00Z', '2026-01-05T09:30:00Z'"
              + from);
      statement.execute(
          "insert into messaging.inbound_mail (message_id, workspace_id, sender_account_id,"
              + " identity, rfc_message_id, folder, history, other_sender, unmatched)"
              + " select '%s', workspace_id, id, '%s', '<%s@example.org>', 'INBOX', false, false,"
                  .formatted(id, id, id)
              + " 'names_nothing'"
              + from);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Ids.wire("msg", id);
  }

  /** A file, as if the message had come in with it. */
  static String attachment(Product product, String messageId) {
    var id = Ids.next();
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "insert into messaging.attachment (id, workspace_id, message_id, position, name,"
                    + " content_type, inline, size, content) select ?, workspace_id, message_id, 0,"
                    + " 'offer.txt', 'text/plain', false, 8, 'An offer'::bytea"
                    + " from messaging.message_content where message_id = ?")) {
      statement.setObject(1, id);
      statement.setObject(2, Ids.read("msg", messageId).orElseThrow());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Ids.wire("att", id);
  }

  /** As if all that had failed at an endpoint had been sent again. */
  static void resending(Product product, String endpointId) {
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "insert into webhooks.resending (workspace_id, id, endpoint_id, status, since,"
                    + " total, processed, queued, created_at, next_at, finished_at)"
                    + " select workspace_id, ?, id, 'DONE', '2026-01-05T09:00:00Z', 3, 3, 3,"
                    + " '2026-01-05T09:30:00Z', '2026-01-05T09:30:01Z', '2026-01-05T09:30:01Z'"
                    + " from webhooks.endpoint where id = ?")) {
      statement.setObject(1, Ids.next());
      statement.setObject(2, Ids.read("whe", endpointId).orElseThrow());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
