package cadenza.kernel.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next where the following page starts, or null on the last one
 */
public record Page<T>(List<T> results, @Nullable String next, int limit) {
  public <R> Page<R> map(Function<? super T, ? extends R> form) {
    return new Page<>(results.stream().<R>map(form).toList(), next, limit);
  }

  /**
   * Cuts a list that was read with one row more than the page takes.
   *
   * @param rows at most {@code limit + 1} rows in page order
   * @param key the cursor that continues after a row
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<? super T, String> key) {
    if (rows.size() <= limit) {
      return new Page<>(List.copyOf(rows), null, limit);
    }
    var page = List.copyOf(rows.subList(0, limit));
    return new Page<>(page, key.apply(page.get(limit - 1)), limit);
  }
}
