package cadenza.messaging.adapter.email.imap;

import jakarta.mail.MessagingException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.UID;

/** What the library cannot ask, or hides the answer of. */
final class ImapCommands {
  /** The body of a mail that the server says is empty. */
  static final byte[] NOTHING = {};

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);

  private ImapCommands() {}

  /** The UIDs of what was received since a day, in rising order. */
  static long[] search(IMAPProtocol protocol, LocalDate day) throws ProtocolException {
    var responses = protocol.command("UID SEARCH SINCE " + DATE.format(day), null);
    var uids = new ArrayList<Long>();
    for (int i = 0; i < responses.length; i++) {
      if (responses[i] instanceof IMAPResponse
          && ((IMAPResponse) responses[i]).keyEquals("SEARCH")) {
        var found = (IMAPResponse) responses[i];
        for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
          uids.add(uid);
        }
      }
    }
    protocol.notifyResponseHandlers(responses);
    protocol.handleResult(last(responses));
    return uids.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  private static Response last(Response[] responses) {
    return responses[responses.length - 1];
  }

  /**
   * The bodies of mails, by UID.
   *
   * @param all whether the server must be able to give all of it
   */
  static Map<Long, byte[]> contents(IMAPFolder folder, String uids, String what, boolean all)
      throws MessagingException {
    var contents = new HashMap<Long, byte[]>();
    folder.doCommand(
        protocol -> {
          var responses = protocol.command("UID FETCH " + uids + " (UID " + what + ")", null);
          for (var response : responses) {
            if (response instanceof FetchResponse fetched) {
              keep(fetched, contents);
            }
          }
          protocol.notifyResponseHandlers(responses);
          var end = last(responses);
          if (all || !end.isNO()) {
            protocol.handleResult(end);
          }
          return true;
        });
    return contents;
  }

  private static void keep(FetchResponse fetched, Map<Long, byte[]> contents) {
    var uid = fetched.getItem(UID.class);
    var body = fetched.getItem(BODY.class);
    if (uid != null && body != null) {
      var bytes = body.getByteArray();
      contents.put(uid.uid, bytes == null || bytes.getCount() == 0 ? NOTHING : bytes.getNewBytes());
    }
  }
}
