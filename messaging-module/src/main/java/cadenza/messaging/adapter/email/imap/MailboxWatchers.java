package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import cadenza.messaging.domain.WatchedMailbox;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The mailboxes of this node: starts, changes and stops their watchers as the accounts change. */
@ApplicationScoped
class MailboxWatchers {
  private static final Logger LOG = System.getLogger(MailboxWatchers.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  @Inject MailboxDesk desk;
  @Inject OutsideHosts hosts;
  @Inject OutsideTls tls;
  @Inject Clocks clocks;
  @Inject MetricRegistry registry;

  /** Threads of their own: a watcher sits in IDLE and must take none from the engine's work. */
  @Resource(lookup = "concurrent/mailboxes")
  ManagedThreadFactory threads;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Resource ManagedScheduledExecutorService writeTimeouts;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.mailbox-poll", defaultValue = "PT60S")
  Duration poll;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.mailbox-lease", defaultValue = "PT20S")
  Duration lease;

  /** How many mailboxes this node watches; the rest is left to others. */
  @Inject
  @ConfigProperty(name = "cadenza.messaging.mailboxes", defaultValue = "500")
  int mailboxes;

  @Inject
  @ConfigProperty(name = "cadenza.http.port", defaultValue = "9080")
  String port;

  private final Map<UUID, MailboxWatcher> watchers = new ConcurrentHashMap<>();
  private boolean stopping;
  private volatile long unread;

  @PostConstruct
  void register() {
    registry.gauge("cadenza_mailboxes_unread", this, all -> all.unread);
    registry.gauge("cadenza_mailboxes_watched", this, MailboxWatchers::watched);
    registry.gauge("cadenza_mailbox_lag_seconds", this, MailboxWatchers::lagSeconds);
  }

  int watched() {
    return watchers.size();
  }

  /** Of the mailbox of this node that was read longest ago; about the poll when all is well. */
  long lagSeconds() {
    return watchers.values().stream()
        .mapToLong(watcher -> TimeUnit.NANOSECONDS.toSeconds(watcher.nanosSinceRead()))
        .max()
        .orElse(0);
  }

  /** Every second or so; cheap when nothing changed. */
  synchronized void look() {
    if (stopping) {
      return;
    }
    var held =
        desk.held(node(), lease, mailboxes).stream()
            .collect(Collectors.toMap(WatchedMailbox::senderAccountId, mailbox -> mailbox));
    tellOfUnread(held.size());
    watchers.values().forEach(watcher -> stopIfChanged(watcher, held));
    watchers.values().removeIf(MailboxWatcher::hasEnded);
    held.values().forEach(this::startIfNew);
    watchers.values().stream().filter(MailboxWatcher::isDue).forEach(due -> nudge(due, false));
  }

  /** Sequences of a mailbox that nobody reads go on after an answer. */
  private void tellOfUnread(int held) {
    long before = unread;
    unread = held < mailboxes ? 0 : desk.unread();
    if (unread > 0 && before == 0) {
      LOG.log(
          Level.WARNING,
          "{0} mailboxes are not read by any node: cadenza.messaging.mailboxes is {1} here",
          unread,
          mailboxes);
    }
  }

  private void stopIfChanged(MailboxWatcher watcher, Map<UUID, WatchedMailbox> held) {
    var current = held.get(watcher.mailbox().senderAccountId());
    if (current == null || !current.settings().equals(watcher.mailbox().settings())) {
      watcher.stop();
      nudge(watcher, true);
    }
  }

  private void startIfNew(WatchedMailbox mailbox) {
    if (watchers.containsKey(mailbox.senderAccountId())) {
      return;
    }
    var outside = new ImapLogin.Outside(hosts, tls, writeTimeouts);
    var pace = new MailboxWatcher.Pace(poll, FIRST_PAUSE);
    var watcher = new MailboxWatcher(mailbox, desk, outside, clocks, pace);
    watchers.put(mailbox.senderAccountId(), watcher);
    threads.newThread(watcher).start();
    LOG.log(Level.INFO, "Mailbox {0} is watched here", mailbox.senderAccountId());
  }

  private void nudge(MailboxWatcher watcher, boolean now) {
    try {
      engine.execute(() -> watcher.nudgeWhenDue(now));
    } catch (RejectedExecutionException busy) {
      // The next look tries again.
    }
  }

  /** Closes every connection in order, and lets another node go on at once. */
  synchronized void stop() {
    stopping = true;
    watchers.values().forEach(MailboxWatcher::stop);
    for (var watcher : watchers.values()) {
      threads.newThread(() -> watcher.nudgeWhenDue(true)).start();
    }
    watchers.values().forEach(watcher -> watcher.endsWithin(Duration.ofSeconds(2)));
    try {
      desk.release(node());
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.INFO, "The mailboxes become free when their lease runs out");
    }
  }

  /**
   * The same after a restart, so that a server that died takes its own mailboxes back at once and
   * does not wait for its own lease.
   */
  private UUID node() {
    var name = host() + "|" + System.getProperty("user.dir") + "|" + port;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** With its address: containers may share their name. */
  private static String host() {
    try {
      return InetAddress.getLocalHost().toString();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
