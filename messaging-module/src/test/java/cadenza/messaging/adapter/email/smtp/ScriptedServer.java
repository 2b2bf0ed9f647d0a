package cadenza.messaging.adapter.email.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import cadenza.testing.ScriptedLines;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An SMTP server that answers by the book, except where it is told otherwise. */
final class ScriptedServer extends ScriptedLines {
  /** Closes the connection instead of an answer. */
  static final String HANG_UP = "hang up";

  /** In front of an answer: says it, and resets the connection. */
  static final String THEN_HANG_UP = "then hang up: ";

  /** Never answers. */
  static final String SILENCE = "silence";

  /** Where a scripted answer is given. */
  enum At {
    GREETING,
    EHLO,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    DOT,
    QUIT,
    STARTTLS
  }

  final List<String> accepted = new CopyOnWriteArrayList<>();

  /** What was said by XOAUTH2, decoded. */
  final List<String> shownTokens = new CopyOnWriteArrayList<>();

  private final Map<At, Queue<String>> script = new EnumMap<>(At.class);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch silent = new CountDownLatch(1);
  private volatile boolean pipelining;
  private volatile boolean notices;
  private volatile boolean international;
  private volatile boolean wantsDataForNobody;
  private final Set<Peer> withRecipient = ConcurrentHashMap.newKeySet();

  /** Speaks no TLS. */
  ScriptedServer() {
    super(null, false);
  }

  private ScriptedServer(SSLContext tls, boolean tlsFromTheStart) {
    super(tls, tlsFromTheStart);
  }

  static ScriptedServer startTls(SSLContext tls) {
    return new ScriptedServer(tls, false);
  }

  static ScriptedServer tls(SSLContext tls) {
    return new ScriptedServer(tls, true);
  }

  /** Offers delivery notices (RFC 3461). */
  ScriptedServer offeringNotices() {
    notices = true;
    return this;
  }

  /** Takes addresses beyond ASCII (RFC 6531). */
  ScriptedServer international() {
    international = true;
    return this;
  }

  ScriptedServer pipelining() {
    pipelining = true;
    return this;
  }

  /** Says 354 though nobody may get the mail. */
  ScriptedServer wantingDataForNobody() {
    wantsDataForNobody = true;
    return this;
  }

  /** The next time only; then by the book again. */
  ScriptedServer answering(At at, String reply) {
    synchronized (script) {
      script.computeIfAbsent(at, any -> new ArrayDeque<>()).add(reply);
    }
    return this;
  }

  @Override
  protected boolean greet(Peer peer) throws IOException {
    return reply(peer, At.GREETING, "220 ready");
  }

  @Override
  protected @Nullable String startsTls(String line) {
    return line.equalsIgnoreCase("STARTTLS") && !isScripted(At.STARTTLS) ? "220 go" : null;
  }

  private String extensions(Peer peer) {
    return (offersTls(peer) ? "250-STARTTLS\r\n" : "")
        + (pipelining ? "250-PIPELINING\r\n" : "")
        + (notices ? "250-DSN\r\n" : "")
        + (international ? "250-SMTPUTF8\r\n" : "")
        + "250-AUTH PLAIN XOAUTH2\r\n250 8BITMIME";
  }

  @Override
  protected boolean answer(Peer peer, String line) throws IOException {
    var verb = line.toUpperCase(Locale.ROOT);
    if (verb.startsWith("EHLO")) {
      return reply(peer, At.EHLO, "250-here\r\n" + extensions(peer));
    }
    if (verb.startsWith("AUTH XOAUTH2 ")) {
      shownTokens.add(new String(Base64.getDecoder().decode(line.substring(13)), UTF_8));
      return reply(peer, At.AUTH, "235 ok");
    }
    if (verb.startsWith("AUTH PLAIN")) {
      return reply(peer, At.AUTH, "235 ok");
    }
    if (verb.startsWith("AUTH")) {
      peer.write("504 no");
      return true;
    }
    if (verb.startsWith("MAIL")) {
      withRecipient.remove(peer);
      return reply(peer, At.MAIL, "250 ok");
    }
    if (verb.startsWith("RCPT")) {
      var refusal = scripted(At.RCPT);
      if (refusal == null || refusal.startsWith("2")) {
        withRecipient.add(peer);
      }
      return give(peer, refusal == null ? "250 ok" : refusal);
    }
    if (verb.startsWith("DATA")) {
      return data(peer);
    }
    if (verb.startsWith("QUIT")) {
      reply(peer, At.QUIT, "221 bye");
      return false;
    }
    if (verb.equals("STARTTLS")) {
      return reply(peer, At.STARTTLS, "502 no");
    }
    peer.write("250 ok");
    return true;
  }

  private boolean data(Peer peer) throws IOException {
    var reply = scripted(At.DATA);
    if (reply != null) {
      return give(peer, reply);
    }
    if (!withRecipient.contains(peer) && !wantsDataForNobody) {
      peer.write("503 5.5.1 nobody to send it to");
      return true;
    }
    peer.write("354 go on");
    var mail = new StringBuilder();
    for (var line = peer.readLine(); !".".equals(line); line = peer.readLine()) {
      if (line == null) {
        return false;
      }
      mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
    }
    var end = scripted(At.DOT);
    if (end != null) {
      return give(peer, end);
    }
    accepted.add(mail.toString());
    peer.write("250 2.0.0 queued");
    return true;
  }

  private boolean reply(Peer peer, At at, String byTheBook) throws IOException {
    var reply = scripted(at);
    return give(peer, reply == null ? byTheBook : reply);
  }

  private boolean give(Peer peer, String reply) throws IOException {
    if (reply.equals(HANG_UP)) {
      return false;
    }
    if (reply.equals(SILENCE)) {
      silent.countDown();
      try {
        closing.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
    if (reply.startsWith(THEN_HANG_UP)) {
      peer.write(reply.substring(THEN_HANG_UP.length()));
      peer.endsWithReset();
      return false;
    }
    peer.write(reply);
    return !reply.startsWith("421");
  }

  /** Until it says nothing where it was told so. */
  void awaitSilence() throws InterruptedException {
    silent.await(10, TimeUnit.SECONDS);
  }

  private boolean isScripted(At at) {
    synchronized (script) {
      var queue = script.get(at);
      return queue != null && !queue.isEmpty();
    }
  }

  private @Nullable String scripted(At at) {
    synchronized (script) {
      var queue = script.get(at);
      return queue == null ? null : queue.poll();
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    super.close();
  }
}
