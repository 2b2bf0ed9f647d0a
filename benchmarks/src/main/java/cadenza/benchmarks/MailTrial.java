package cadenza.benchmarks;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** Mail that comes in for messages that were really sent. */
final class MailTrial {
  private static final int MAILS = 5_000;
  private static final double SECONDS_AT_MOST = 60;
  private static final int LATE_REPLIES = 300;
  private static final double REPLY_MILLIS_99 = 2_000;
  private static final long BETWEEN_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 240;

  private final Connection database;
  private final MailHost host;
  private final List<Sink.Arrival> sent;
  private final List<ApiFigures> figures = new ArrayList<>();

  /**
   * @param database kept open: to connect would cost more than what it is asked
   * @param sent one message to each contact
   */
  MailTrial(Connection database, MailHost host, List<Sink.Arrival> sent) {
    this.database = database;
    this.host = host;
    this.sent = sent;
  }

  /** How many messages it needs. */
  static int messages() {
    return Mails.about(MAILS) + LATE_REPLIES;
  }

  List<ApiFigures> run() throws IOException, SQLException {
    try (var store = connect()) {
      awaitCount("select count(*) from messaging.mailbox_cursor where folder = 'INBOX'", 1);
      burst(store);
      replies(store);
    } catch (MessagingException e) {
      throw new IOException(e);
    }
    return figures;
  }

  private Store connect() throws MessagingException {
    var settings = new Properties();
    settings.put("mail.imap.peek", "true");
    settings.put("mail.imap.fetchsize", "262144");
    var store = Session.getInstance(settings).getStore("imap");
    store.connect("127.0.0.1", host.port(), MailHost.USER, MailHost.PASSWORD);
    return store;
  }

  /** They lie ready in another folder, and appear in the inbox with one command. */
  private void burst(Store store) throws MessagingException, IOException, SQLException {
    var ready = store.getFolder("Ready");
    ready.create(Folder.HOLDS_MESSAGES);
    long bytes = 0;
    for (var mail : Mails.mixed(MAILS, sent)) {
      bytes += mail.length;
      ready.appendMessages(new Message[] {parsed(mail)});
    }
    double baseline = fetched(store);
    ready.open(Folder.READ_WRITE);
    long began = System.nanoTime();
    ready.copyMessages(ready.getMessages(), store.getFolder("INBOX"));
    double copied = seconds(began);
    ready.close(false);
    awaitCount("select count(*) from messaging.inbound_mail", MAILS);
    double seconds = seconds(began);
    long missed = MAILS - count("select count(*) from messaging.inbound_mail");
    long twice =
        count("select count(*) - count(distinct rfc_message_id) from messaging.inbound_mail");
    long wrong =
        Math.abs(Mails.replies(MAILS) - ended("replied"))
            + Math.abs(Mails.bounces(MAILS) - ended("bounced"));
    figures.add(
        new ApiFigures(
            "mails handled, appended at once",
            MAILS,
            (int) (missed + twice + wrong),
            MAILS / seconds,
            0,
            0,
            MAILS / SECONDS_AT_MOST,
            0,
            String.format(
                Locale.ROOT,
                "%s, %.0f MB: %.1f s (bar 60 s), of that %.1f s until all had appeared; only fetched"
                    + " with Angus %.1f s, so x %.2f; missed %d, twice %d, wrong ends %d",
                host.name(),
                bytes / 1e6,
                seconds,
                copied,
                baseline,
                seconds / baseline,
                missed,
                twice,
                wrong)));
  }

  private static MimeMessage parsed(byte[] mail) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
  }

  /** What it takes only to read them, one after the other. */
  private double fetched(Store store) throws MessagingException, IOException {
    try (var folder = (IMAPFolder) store.getFolder("Ready")) {
      folder.open(Folder.READ_ONLY);
      long began = System.nanoTime();
      var profile = new FetchProfile();
      profile.add(UIDFolder.FetchProfileItem.UID);
      profile.add(FetchProfile.Item.SIZE);
      var mails = folder.getMessages();
      folder.fetch(mails, profile);
      for (var mail : mails) {
        try (var content = ((IMAPMessage) mail).getMimeStream()) {
          content.readAllBytes();
        }
      }
      return seconds(began);
    }
  }

  /** From the server's word that the reply is there until its enrollment has ended. */
  private void replies(Store store) throws MessagingException, IOException, SQLException {
    var about = sent.subList(Mails.about(MAILS), messages());
    var enrollments = enrollments();
    var visible = new HashMap<String, Long>();
    var stopped = new HashMap<String, Long>();
    var inbox = store.getFolder("INBOX");
    var maker = new Mails();
    long next = System.nanoTime();
    for (var message : about) {
      while (System.nanoTime() < next) {
        look(visible, stopped);
      }
      inbox.appendMessages(new Message[] {parsed(maker.late(message))});
      visible.put(enrollments.get(message.to()), System.nanoTime());
      next += TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS);
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (stopped.size() < LATE_REPLIES && System.nanoTime() < until) {
      look(visible, stopped);
    }
    var nanos =
        stopped.entrySet().stream()
            .mapToLong(one -> one.getValue() - visible.getOrDefault(one.getKey(), 0L))
            .toArray();
    figures.add(
        ApiFigures.of(
            "reply visible in IMAP until its enrollment has ended",
            nanos,
            LATE_REPLIES - nanos.length,
            LATE_REPLIES * BETWEEN_MILLIS / 1e3,
            0,
            REPLY_MILLIS_99,
            host.name() + ", IDLE, a reply every " + BETWEEN_MILLIS + " ms"));
  }

  private void look(Map<String, Long> visible, Map<String, Long> stopped) throws SQLException {
    try (var query =
        database.prepareStatement(
            "select id::text from sequences.enrollment where id = any (?::uuid[])"
                + " and finish_reason = 'REPLIED'")) {
      var waiting = visible.keySet().stream().filter(id -> !stopped.containsKey(id)).toArray();
      query.setArray(1, database.createArrayOf("text", waiting));
      try (var row = query.executeQuery()) {
        long now = System.nanoTime();
        while (row.next()) {
          stopped.put(row.getString(1), now);
        }
      }
    }
    Trial.pause(5);
  }

  private Map<String, String> enrollments() throws SQLException {
    try (var statement = database.createStatement();
        var row =
            statement.executeQuery(
                "select c.to_address, m.enrollment_id::text from messaging.message m"
                    + " join messaging.message_content c on c.message_id = m.id"
                    + " where m.direction = 'OUTBOUND'")) {
      var found = new HashMap<String, String>();
      while (row.next()) {
        found.put(row.getString(1), row.getString(2));
      }
      return found;
    }
  }

  private long ended(String reason) throws SQLException {
    return count("select count(*) from report.v_enrollment where finish_reason = '" + reason + "'");
  }

  private void awaitCount(String sql, long wanted) throws SQLException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (count(sql) < wanted && System.nanoTime() < until) {
      Trial.pause(100);
    }
  }

  private long count(String sql) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
