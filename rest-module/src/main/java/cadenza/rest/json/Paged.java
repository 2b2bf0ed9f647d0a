package cadenza.rest.json;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list, as a body. A resource puts the key of {@code Page.next} where the cursor
 * stands; {@link CursorFilter} signs it on its way out.
 */
public interface Paged {
  @Nullable String nextCursor();

  /** The same page with this cursor. */
  Paged continuedBy(String cursor);
}
