package cadenza.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The same thing many times, each on a thread of its own, however many cores the machine has. */
public final class AtOnce {
  private AtOnce() {}

  /** Does it so many times at once and answers what came of each, in order. */
  public static <T> List<T> times(int times, IntFunction<T> work) {
    return each(
        times, IntStream.range(0, times).<Callable<T>>mapToObj(i -> () -> work.apply(i)).toList());
  }

  /** The same where it does not matter which one it is. */
  public static <T> List<T> times(int times, Supplier<T> work) {
    return times(times, i -> work.get());
  }

  /** Does all of them, so many at once, and answers what came of each, in order. */
  public static <T> List<T> each(int threads, List<Callable<T>> all) {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var results = new ArrayList<T>();
      for (var future : pool.invokeAll(all)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
