package cadenza.rest.json;

import cadenza.kernel.api.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor give it as {@code ?cursor=} to read on; absent on the last page
 */
public record Listing<T>(List<T> results, @Nullable String nextCursor, int limit) implements Paged {
  public static <R, T> Listing<T> of(Page<R> page, Function<? super R, ? extends T> form) {
    return new Listing<>(
        page.map(form).results().stream().<T>map(one -> one).toList(), page.next(), page.limit());
  }

  @Override
  public Listing<T> continuedBy(String cursor) {
    return new Listing<>(results, cursor, limit);
  }
}
