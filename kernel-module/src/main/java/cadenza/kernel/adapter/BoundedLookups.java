package cadenza.kernel.adapter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for a name service only so long. The system's own resolver cannot be given up, so it works
 * on a thread of its own; whoever asks for a name that hangs joins the one lookup of it.
 */
class BoundedLookups implements VettedHosts.Resolver {
  private final Executor threads;
  private final VettedHosts.Resolver resolver;
  private final Duration atMost;
  private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();

  BoundedLookups(Executor threads, VettedHosts.Resolver resolver, Duration atMost) {
    this.threads = threads;
    this.resolver = resolver;
    this.atMost = atMost;
  }

  @Override
  public InetAddress[] resolve(String name) throws UnknownHostException {
    try {
      return lookup(name).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(name);
    } catch (ExecutionException | TimeoutException noAnswer) {
      throw new UnknownHostException(name);
    }
  }

  private CompletableFuture<InetAddress[]> lookup(String name) {
    var mine = new CompletableFuture<InetAddress[]>();
    var other = running.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    try {
      threads.execute(() -> answer(name, mine));
    } catch (RejectedExecutionException busy) {
      running.remove(name);
      mine.completeExceptionally(busy);
    }
    return mine;
  }

  private void answer(String name, CompletableFuture<InetAddress[]> waiting) {
    try {
      var addresses = resolver.resolve(name);
      running.remove(name);
      waiting.complete(addresses);
    } catch (UnknownHostException | RuntimeException noSuchName) {
      running.remove(name);
      waiting.completeExceptionally(noSuchName);
    }
  }
}
