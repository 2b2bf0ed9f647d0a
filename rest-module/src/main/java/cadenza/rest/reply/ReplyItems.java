package cadenza.rest.reply;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.function.Function;

/** One part of a list. */
public record ReplyItems<T>(List<T> items, @JsonbProperty("hasMore") boolean hasMore) {
  public ReplyItems {
    items = List.copyOf(items);
  }

  /**
   * @param rows one more than wanted where there are more
   */
  static <R, T> ReplyItems<T> of(List<R> rows, int top, Function<R, T> each) {
    return new ReplyItems<>(rows.stream().limit(top).map(each).toList(), rows.size() > top);
  }
}
